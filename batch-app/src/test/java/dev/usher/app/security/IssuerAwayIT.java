package dev.usher.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IssuerAwayIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.security.external-issuer=http://127.0.0.1:1/");

    @Test
    void callsNoTokenBadIfTheKeysCantBeFetched() {
        var header = RawToken.encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}");

        var answer = server.send(server.request("/api/v2/jobs", header + "." + RawToken.encode("{}") + ".AAAA")
                .header("X-Correlation-ID", "order 66"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("X-Correlation-ID")).hasValue("order 66");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":503,\"error\":\"Service Unavailable\","
                        + "\"message\":\"Service Unavailable\"}");
    }
}
