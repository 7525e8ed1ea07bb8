package dev.usher.app.notice;

import dev.usher.app.notice.DueNotice.Receiver;
import dev.usher.app.outbound.OutboundAnswer;
import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.outbound.OutboundRequest;
import dev.usher.app.outbound.OutboundTimeoutException;
import dev.usher.app.outbound.OutboundUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Sends notices as Standard Webhooks has them. Of an answer it reads the status only. */
final class WebhookChannel implements NoticeChannel, AutoCloseable {

    private final OutboundHttp http;
    private final AllowedReceivers allowed;
    private final Duration timeout;

    WebhookChannel(OutboundHttp http, AllowedReceivers allowed, Duration timeout) {
        this.http = http;
        this.allowed = allowed;
        this.timeout = timeout;
    }

    @Override
    public Reply send(DueNotice notice) {
        var receiver = notice.receiver().orElseThrow();
        try {
            // The settings may have become others since the webhook was made.
            return allowed.allows(receiver.url())
                    ? Reply.ofStatus(http.ask(request(notice, receiver), OutboundAnswer::status))
                    : Reply.failed(AttemptFailure.NOT_ALLOWED);
        } catch (OutboundRefusedException e) {
            return Reply.failed(AttemptFailure.NOT_ALLOWED);
        } catch (OutboundTimeoutException e) {
            return Reply.failed(AttemptFailure.TIMEOUT);
        } catch (SSLException e) {
            return Reply.failed(AttemptFailure.TLS);
        } catch (IOException e) {
            return Reply.failed(AttemptFailure.UNREACHABLE);
        }
    }

    private OutboundRequest request(DueNotice notice, Receiver receiver) {
        // Receivers refuse what is minutes off, so no server's own clock is trusted.
        long now = notice.claimedAt().getEpochSecond();
        return new OutboundRequest(
                "POST",
                OutboundUrl.parse(receiver.url()),
                Map.of(
                        "content-type", "application/json",
                        "webhook-id", notice.id(),
                        "webhook-timestamp", Long.toString(now),
                        "webhook-signature", Signature.header(receiver.secrets(), notice.id(), now, notice.body())),
                notice.body(),
                timeout);
    }

    @Override
    public void close() {
        http.close();
    }
}
