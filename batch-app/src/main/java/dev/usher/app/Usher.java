package dev.usher.app;

import dev.usher.app.cli.Surroundings;
import dev.usher.app.cli.UsherCommandLine;
import java.util.List;

/** The process. Spring is loaded only when a command needs the database. */
public final class Usher {

    private Usher() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--verbose")) {
            // Read by logback.xml when the first logger is made.
            System.setProperty("usher.log.console", "INFO");
        }
        System.exit(UsherCommandLine.run(
                List.of(arguments), Surroundings.ofThisProcess(), () -> SpringEngine.start(), SpringServer::start));
    }
}
