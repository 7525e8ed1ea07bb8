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

        var answer = server.get("/api/v2/jobs", header + "." + RawToken.encode("{}") + ".AAAA");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":503,\"error\":\"Service Unavailable\","
                        + "\"message\":\"Service Unavailable\"}");
    }
}
