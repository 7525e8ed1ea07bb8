package dev.usher.app.outbound;

/** An address to which no request is made. The message says why and is for people. */
public final class OutboundRefusedException extends RuntimeException {

    OutboundRefusedException(String message) {
        super(message);
    }
}
