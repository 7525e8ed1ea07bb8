package dev.usher.app.cli;

import dev.usher.app.cli.UserDesk.Filter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usher users}: users one by one. */
@Command(
        name = "users",
        header = "Find, show, create, change, link and delete users, one by one.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "The id of a user has a | in it: put it into single quotes, or the shell takes that for its own."
        })
final class UsersCommand {

    private final Shell shell;

    @Mixin
    ServerOptions server = new ServerOptions();

    UsersCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(
            header = "Show a user.",
            description = {"", "Several users may have an e-mail address; they are listed then."},
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher users get 'auth0|63d17c4a8869daf88ed7db97'",
                "  usher users get ann@example.com --fields user_id,app_metadata --json"
            })
    int get(
            @Parameters(paramLabel = "ID|EMAIL", description = "An id has a | in it.") String user,
            @Mixin ShownAttributes shown,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        shown.check();
        boolean isId = UserArguments.isId(user);
        if (!isId) {
            UserArguments.requireEmail(user);
        }
        try (var desk = shell.desk(server)) {
            var found = isId
                    ? List.of(desk.users().find(user).orElseThrow(UserArguments::noUser))
                    : desk.users().findByEmail(user);
            if (found.isEmpty()) {
                throw UserArguments.noUserWithEmail();
            }
            if (found.size() == 1) {
                print(shown.of(found.get(0)), json);
                return ExitCode.OK.number();
            }
            print(found, found.stream().map(shown::of).toList(), json);
            shell.warn(found.size() + " users have this e-mail address. 'usher users get ID' shows one of them.");
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "List the users that a query finds.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher users find 'name:jane* AND email_verified:true'",
                "  usher users find --connection acme --sort created_at:-1 --limit 10",
                "  usher users find 'app_metadata.plan:\"gold\"' --count",
                "  usher users find 'blocked:true' --json | jq -r '.[].email'"
            })
    int find(@Mixin UserFindOptions options) {
        var filter = options.filter();
        try (var desk = shell.desk(server)) {
            if (options.count) {
                long total = desk.users().count(filter);
                if (options.json) {
                    shell.printJson(Map.of("total", total));
                } else {
                    shell.print(total + "\n");
                }
                return ExitCode.OK.number();
            }
            // One more than are shown tells whether there are more.
            var found = desk.users().list(filter, Math.min(options.limit + 1, Filter.REACH));
            var listed = found.subList(0, Math.min(options.limit, found.size()));
            print(listed, listed, options.json);
            if (found.isEmpty()) {
                shell.say("There are no such users.");
            } else if (found.size() > listed.size() || found.size() == Filter.REACH) {
                shell.say("There may be more: --limit shows up to " + Filter.REACH
                        + ", --count tells how many, and 'usher export FILE --q QUERY' gives all.");
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Create a user.",
            description = {"", "A database asks for a password. Social and enterprise connections take no users here."},
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher users create -c acme --email ann@example.com --ask-password",
                "  pass ann | usher users create -c acme --email ann@example.com \\%n      --password-file - --app-metadata '{\"plan\": \"gold\"}'",
                "  usher users create --from ann.json --json"
            })
    int create(
            @Option(
                            names = "--user-id",
                            paramLabel = "ID",
                            description = "Its id, with or without the provider in front (default: a new one).")
                    @Nullable
                    String userId,
            @Mixin UserInput input,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        var body = input.body(shell);
        if (userId != null) {
            body.put("user_id", userId);
        }
        if (!body.path(UserArguments.CONNECTION).isString()) {
            throw new UsageException("--connection NAME is missing: where the user comes from. 'usher connections list'"
                    + " shows all.");
        }
        try (var desk = shell.desk(server)) {
            print(desk.users().create(body), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Change a user; what is not named stays as it is.",
            description = {
                "",
                "Metadata are merged at their first level: a key that is given replaces, and null deletes it."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher users update 'auth0|63d17c4a8869' --name 'Ann Lee' --unset nickname",
                "  usher users update 'auth0|63d17c4a8869' --app-metadata '{\"plan\": null}'",
                "  usher users update 'auth0|63d17c4a8869' --no-blocked --json"
            })
    int update(
            @Parameters(paramLabel = "ID") String id,
            @Mixin UserInput input,
            @Mixin UnsetOption unset,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        UserArguments.requireId(id);
        var body = input.body(shell);
        unset.putInto(body);
        if (body.isEmpty()) {
            throw new UsageException("Say what is to change: an attribute, --unset, or --from.");
        }
        try (var desk = shell.desk(server)) {
            print(desk.users().update(id, body), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Delete a user, and the identities that are linked to it.",
            footerHeading = "%nExamples:%n",
            footer = "  usher users delete 'auth0|63d17c4a8869' --yes")
    int delete(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        UserArguments.requireId(id);
        if (!shell.confirmed("Delete this user, and the identities that are linked to it?", yes)) {
            shell.say("Nothing was deleted.");
            return ExitCode.UNEXPECTED.number();
        }
        try (var desk = shell.desk(server)) {
            shell.say(desk.users().delete(id) ? "Deleted." : "There is no user with this id. Nothing was deleted.");
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Make another user an identity of this one.",
            footerHeading = "%nExamples:%n",
            footer = "  usher users link 'auth0|63d17c4a8869' --identity google-oauth2 1097465")
    int link(
            @Parameters(paramLabel = "ID") String id,
            @Mixin IdentityOption identity,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        UserArguments.requireId(id);
        try (var desk = shell.desk(server)) {
            printIdentities(desk.users().link(id, identity.typed()), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Make a linked identity a user of its own again.",
            footerHeading = "%nExamples:%n",
            footer = "  usher users unlink 'auth0|63d17c4a8869' --identity google-oauth2 1097465")
    int unlink(
            @Parameters(paramLabel = "ID") String id,
            @Mixin IdentityOption identity,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        UserArguments.requireId(id);
        try (var desk = shell.desk(server)) {
            printIdentities(desk.users().unlink(id, identity.typed()), json);
        }
        return ExitCode.OK.number();
    }

    private void print(JsonNode user, boolean json) {
        if (json) {
            shell.printJson(user);
        } else {
            shell.print(UserDocument.text(user));
        }
    }

    private void print(List<JsonNode> users, List<JsonNode> documents, boolean json) {
        if (json) {
            shell.printJson(documents);
        } else if (!users.isEmpty()) {
            shell.print(UserDocument.table(users));
        }
    }

    private void printIdentities(JsonNode identities, boolean json) {
        if (json) {
            shell.printJson(identities);
        } else {
            shell.print(UserDocument.identities(identities));
        }
    }
}
