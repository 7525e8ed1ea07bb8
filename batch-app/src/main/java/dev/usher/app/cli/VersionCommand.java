package dev.usher.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code usher version}: what was built, and what it runs on. */
@Command(name = "version", header = "Show the version.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

    private static final String BUILD_INFO = "/META-INF/build-info.properties";

    private final Shell shell;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    VersionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("version", version());
            document.put("java", System.getProperty("java.version"));
            shell.printJson(document);
        } else {
            shell.print(getVersion()[0] + "\n");
        }
        return ExitCode.OK.number();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"usher " + version() + " (Java " + System.getProperty("java.version") + ")"};
    }

    private static String version() {
        try (var stream = VersionCommand.class.getResourceAsStream(BUILD_INFO)) {
            var properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("build.version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + BUILD_INFO + " from the jar.", e);
        }
    }
}
