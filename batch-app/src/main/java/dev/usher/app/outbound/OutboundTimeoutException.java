package dev.usher.app.outbound;

import java.io.IOException;

/** The deadline of a request was over before the answer was. */
public final class OutboundTimeoutException extends IOException {

    OutboundTimeoutException(IOException cause) {
        super("the deadline was over", cause);
    }
}
