package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.StoreTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher stores}: where files of imports come from and files of exports go, as the settings of this process say. */
@Command(
        name = "stores",
        header = "List and try the external stores of the settings.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher stores list",
            "  usher stores test hr --pattern 'users-*.csv'",
            "  usher stores test lake --write"
        })
final class StoresCommand {

    private static final int SHOWN = 10;

    private final Shell shell;

    StoresCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List the stores that are configured; reaches out to none.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var stores = engine.stores();
            var traits = new LinkedHashMap<String, StoreTraits>();
            stores.names().forEach(name -> traits.put(name, stores.require(name).traits()));
            if (json) {
                shell.printJson(traits.entrySet().stream()
                        .map(e -> document(e.getKey(), e.getValue()))
                        .toList());
                return ExitCode.OK.number();
            }
            var table = Table.of("name", "type", "location", "files", "moves files to");
            traits.forEach((name, t) -> table.add(name, t.type(), t.location(), use(t), String.join(", ", places(t))));
            shell.print(table.toString());
            return ExitCode.OK.number();
        }
    }

    private static Map<String, Object> document(String name, StoreTraits traits) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", name);
        document.put("type", traits.type());
        document.put("location", traits.location());
        document.put("listed", traits.listed());
        document.put("writable", traits.writable());
        document.put("moves_to", places(traits));
        return document;
    }

    private static String use(StoreTraits traits) {
        return (traits.listed() ? "listed, " : "by name, ") + (traits.writable() ? "read and written" : "read");
    }

    private static List<String> places(StoreTraits traits) {
        return traits.places().stream()
                .map(Place::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    @Command(header = "Reach a store: show which files match, and with --write whether one could be put there.")
    int test(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--pattern",
                            paramLabel = "PATTERN",
                            defaultValue = "*",
                            description =
                                    "Which files (default: all); of a store that can't list them, the name of one.")
                    String pattern,
            @Option(names = "--write", description = "Begin to write a file and give it up again: nobody ever sees it.")
                    boolean write)
            throws IOException {
        var wanted = pattern(pattern);
        try (var engine = shell.start()) {
            var store = engine.stores().require(name);
            show(store, wanted);
            if (write) {
                writeNothing(store);
                shell.print("A file can be written.\n");
            }
            return ExitCode.OK.number();
        } catch (ExternalStoreException e) {
            shell.warn(String.valueOf(e.getMessage()));
            return ExitCode.UNEXPECTED.number();
        }
    }

    private static void writeNothing(ExternalStore store) throws IOException {
        var empty = Files.createTempFile("usher", "");
        try (var upload = store.begin("usher-test", UUID.randomUUID().toString())) {
            upload.write(empty, () -> false);
        } finally {
            Files.delete(empty);
        }
    }

    private static FilePattern pattern(String text) {
        try {
            return new FilePattern(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--pattern: " + e.getMessage() + ".", e);
        }
    }

    private void show(ExternalStore store, FilePattern pattern) {
        if (!store.traits().listed() && !pattern.isName()) {
            throw new UsageException("The store can't list its files: name one with --pattern.");
        }
        var files = store.traits().listed()
                ? store.list(pattern)
                : store.find(pattern.text()).stream().toList();
        shell.print(files.size() + (files.size() == 1 ? " file matches " : " files match ") + pattern + ".\n");
        if (!files.isEmpty()) {
            shell.print(table(files) + (files.size() > SHOWN ? "and more\n" : ""));
        }
    }

    /** Newest first. */
    private static String table(List<ExternalFile> files) {
        var table = Table.of("name", ">bytes", "modified");
        files.stream()
                .sorted(Comparator.comparing(ExternalFile::modifiedAt).reversed())
                .limit(SHOWN)
                .forEach(f -> table.add(
                        Texts.printable(f.name()),
                        f.sizeBytes() < 0 ? "-" : Texts.count(f.sizeBytes()),
                        Texts.moment(f.modifiedAt())));
        return table.toString();
    }
}
