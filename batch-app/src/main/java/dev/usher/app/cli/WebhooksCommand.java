package dev.usher.app.cli;

import dev.usher.app.notice.Webhook;
import dev.usher.app.notice.WebhookChange;
import dev.usher.app.notice.WebhookDraft;
import dev.usher.app.notice.WebhookEvent;
import dev.usher.app.notice.WebhookView;
import dev.usher.app.notice.WebhookWithSecret;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher webhooks}: who is told of the ends of jobs. */
@Command(
        name = "webhooks",
        header = "List, create, try, disable and delete webhooks about jobs.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Servers send the notices; the commands work in the database, like those for clients. Receivers must be allowed"
                    + " by usher.webhooks.allowed (USHER_WEBHOOKS_ALLOWED)."
        })
final class WebhooksCommand {

    private final Shell shell;

    WebhooksCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List all webhooks.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var webhooks = engine.webhooks().list();
            if (json) {
                shell.printJson(webhooks.stream().map(WebhookView::of).toList());
            } else if (webhooks.isEmpty()) {
                shell.say("There are no webhooks.");
            } else {
                shell.print(WebhookText.text(webhooks));
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Create a webhook and print its secret, this once.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher webhooks create https://hooks.example.com/usher",
                "  usher webhooks create https://hooks.example.com/usher --event job.failed"
            })
    int create(
            @Parameters(paramLabel = "URL", description = "Where notices are sent, by POST.") String url,
            @Option(
                            names = "--event",
                            paramLabel = "EVENT",
                            description =
                                    "Tell it of job.completed, job.failed or job.stopped only. Can be repeated (default:"
                                            + " all).")
                    @Nullable
                    List<String> events,
            @Option(names = "--description", paramLabel = "TEXT", description = "What people know it by.") @Nullable
                    String description,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        var draft = new WebhookDraft(url, events(events), Optional.ofNullable(description));
        try (var engine = shell.start()) {
            show(engine.webhooks().create(draft), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show a webhook.")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            show(engine.webhooks().require(id), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Tell a webhook again of what happens from now on.")
    int enable(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        return change(id, WebhookChange.enabled(true), json);
    }

    @Command(
            header = "Tell a webhook nothing more.",
            description = {"", "What waits for it is given up; 'usher webhooks resend' sends it all the same later."})
    int disable(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        return change(id, WebhookChange.enabled(false), json);
    }

    @Command(header = "Delete a webhook, with the list of what it was told.")
    int delete(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        try (var engine = shell.start()) {
            engine.webhooks().require(id);
            if (!shell.confirmed("Delete the webhook " + id + "?", yes)) {
                shell.say("Nothing was deleted.");
                return ExitCode.UNEXPECTED.number();
            }
            engine.webhooks().delete(id);
            shell.say("Deleted " + id + ".");
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Replace the secret of a webhook and print the new one, this once.",
            description = {"", "For 24 hours notices are signed with the one before as well."})
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            show(engine.webhooks().rotateSecret(id), json);
        }
        return ExitCode.OK.number();
    }

    private int change(String id, WebhookChange change, boolean json) {
        try (var engine = shell.start()) {
            show(engine.webhooks().change(id, change), json);
        }
        return ExitCode.OK.number();
    }

    private void show(Webhook webhook, boolean json) {
        if (json) {
            shell.printJson(WebhookView.of(webhook));
        } else {
            shell.print(WebhookText.text(webhook));
        }
    }

    private void show(WebhookWithSecret created, boolean json) {
        if (json) {
            shell.printJson(WebhookView.of(created));
        } else {
            shell.print(WebhookText.text(created));
        }
        shell.say("Keep the secret: it is shown this once.");
    }

    private static Set<WebhookEvent> events(@Nullable List<String> literals) {
        if (literals == null) {
            return EnumSet.allOf(WebhookEvent.class);
        }
        return literals.stream()
                .map(literal -> WebhookEvent.find(literal)
                        .orElseThrow(() -> new UsageException("There is no event '" + literal + "'. The events are "
                                + Arrays.stream(WebhookEvent.values())
                                        .map(WebhookEvent::literal)
                                        .collect(Collectors.joining(", "))
                                + ".")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WebhookEvent.class)));
    }
}
