package dev.usher.app.cli;

import dev.usher.app.security.client.ClientCredentials;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher serve}: runs jobs, and takes them over HTTP, until a signal ends it. */
@Command(
        name = "serve",
        header = "Serve the REST API and run the jobs that it takes.",
        description = {
            "",
            "Listens on 127.0.0.1, port 8080, unless SERVER_ADDRESS and SERVER_PORT say otherwise. Ctrl-C or SIGTERM ends it:",
            "running jobs reach the end of a chunk and wait for the next server to go on with them."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  usher serve", "  SERVER_PORT=9000 usher serve"})
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--strict",
            description = "Behave as Auth0 does, limits included: small uploads, two imports at a time, databases only,"
                    + " jobs that are forgotten after a day.")
    private boolean strict;

    private final Shell shell;
    private final ServerStarter servers;

    ServeCommand(Shell shell, ServerStarter servers) {
        this.shell = shell;
        this.servers = servers;
    }

    @Override
    public Integer call() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var signals = Signals.handledBy(() -> end(ended));
        try (var server = servers.start(strict)) {
            shell.say("Listening on port " + server.port() + ". Ctrl-C ends it.");
            server.takeFirstClient().ifPresent(this::show);
            ended.await();
            shell.say("Ending: running jobs come to the end of a chunk. Again to end at once.");
        } finally {
            signals.close();
        }
        return ExitCode.OK.number();
    }

    private void show(ClientCredentials client) {
        shell.say("This is the first start: here is a client that may do everything. Its secret is shown this once.");
        shell.print(ClientDocument.text(client));
    }

    private static void end(CountDownLatch ended) {
        if (ended.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
        ended.countDown();
    }
}
