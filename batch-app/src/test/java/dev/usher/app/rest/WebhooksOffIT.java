package dev.usher.app.rest;

import dev.usher.app.ServerHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose operator allowed no receiver. */
class WebhooksOffIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    @Test
    void refusesToCreateOneAndSaysWhatToSet() {
        Calls.assertInvalidBody(
                new Calls(server).post("/api/v2/webhooks", "{\"url\":\"https://hooks.example.com/\"}"),
                "Webhooks are switched off: usher.webhooks.allowed names no server that may be told anything. Set it to"
                        + " those that may, as https://hooks.example.com, for all servers and commands.");
    }
}
