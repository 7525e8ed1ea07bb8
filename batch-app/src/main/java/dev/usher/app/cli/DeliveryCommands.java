package dev.usher.app.cli;

import dev.usher.app.notice.Delivery;
import dev.usher.app.notice.DeliveryView;
import dev.usher.app.notice.WebhookService;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code usher webhooks} about what webhooks are told. */
final class DeliveryCommands {

    private DeliveryCommands() {}

    /** Adds them to {@code usher webhooks}. */
    static CommandLine addTo(WebhooksCommand webhooks, Shell shell) {
        return new CommandLine(webhooks)
                .addSubcommand(new Deliveries(shell))
                .addSubcommand(new Test(shell))
                .addSubcommand(new Resend(shell));
    }

    @Command(name = "deliveries", header = "List what a webhook was told, newest first.")
    private static final class Deliveries implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "ID")
        String id = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "How many at most (default: ${DEFAULT-VALUE}).")
        int limit;

        @Option(names = "--json", description = "Print one JSON document.")
        boolean json;

        Deliveries(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            if (limit < 1) {
                throw new UsageException("--limit must be at least 1.");
            }
            try (var engine = shell.start()) {
                var deliveries = engine.webhooks().deliveries(id, Optional.empty(), limit);
                if (json) {
                    shell.printJson(deliveries.stream().map(DeliveryView::of).toList());
                } else if (deliveries.isEmpty()) {
                    shell.say("It was told nothing yet.");
                } else {
                    shell.print(WebhookText.deliveries(deliveries));
                }
            }
            return ExitCode.OK.number();
        }
    }

    /** A command that makes a notice wait for a server. */
    private abstract static class Queueing implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "ID")
        String id = "";

        @Option(names = "--json", description = "Print one JSON document.")
        boolean json;

        Queueing(Shell shell) {
            this.shell = shell;
        }

        @Override
        public final Integer call() {
            try (var engine = shell.start()) {
                var delivery = queue(engine.webhooks());
                if (json) {
                    shell.printJson(DeliveryView.of(delivery));
                } else {
                    shell.say(delivery.id() + " waits for a server to send it. 'usher webhooks deliveries " + id
                            + "' says what became of it.");
                }
            }
            return ExitCode.OK.number();
        }

        abstract Delivery queue(WebhookService webhooks);
    }

    @Command(name = "test", header = "Let a server send a notice that tells of nothing.")
    private static final class Test extends Queueing {

        Test(Shell shell) {
            super(shell);
        }

        @Override
        Delivery queue(WebhookService webhooks) {
            return webhooks.test(id);
        }
    }

    @Command(
            name = "resend",
            header = "Let a server send a notice once more, or one that waits for its next attempt at once.",
            description = {"", "It has the webhook-id that it had before, by which the receiver knows it."})
    private static final class Resend extends Queueing {

        @Parameters(index = "1", paramLabel = "DELIVERY", description = "As 'usher webhooks deliveries' shows it.")
        String delivery = "";

        Resend(Shell shell) {
            super(shell);
        }

        @Override
        Delivery queue(WebhookService webhooks) {
            return webhooks.resend(id, delivery);
        }
    }
}
