package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.jobs.credential.verify.PasswordGate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Passwords that are to be changed while all processors are busy with others: what needs no hash is answered all the same. */
class BusyIT {

    private static final String USERS = "/api/v2/users";
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);
    private final CountDownLatch done = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void oneUserAndNoProcessor() {
        var created = calls.post(USERS, """
                {"connection": "Username-Password-Authentication", "email": "ann@example.com", "user_id": "1",
                 "password": "correct horse battery"}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var gate = server.bean(PasswordGate.class);
        var busy = new AtomicInteger();
        for (int i = 0; i < PROCESSORS; i++) {
            threads.execute(() -> gate.pass(() -> hold(busy), IllegalStateException::new));
        }
        Eventually.await(() -> busy.get() == PROCESSORS);
    }

    private boolean hold(AtomicInteger busy) {
        busy.incrementAndGet();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @AfterEach
    void goOn() {
        done.countDown();
        threads.shutdown();
        server.jdbc().sql("TRUNCATE users").update();
    }

    @Test
    void aChangeThatIsRefusedCostsNoHash() {
        assertThat(changed("auth0%7Cnobody", "")).isEqualTo(404);
        assertThat(changed("auth0%7C1", ", \"connection\": \"nowhere\"")).isEqualTo(400);
        assertThat(changed("auth0%7C1", ", \"given_name\": \"\"")).isEqualTo(400);
    }

    @Test
    void aUserWhoExistsCostsNoHash() {
        assertThat(created("\"email\": \"ann@example.com\"")).isEqualTo(409);
        assertThat(created("\"email\": \"ben@example.com\", \"user_id\": \"1\""))
                .isEqualTo(409);
        assertThat(created("\"email\": \"ben@example.com\"")).isEqualTo(503);
    }

    private int created(String keys) {
        return calls.post(
                        USERS,
                        "{\"connection\": \"Username-Password-Authentication\","
                                + " \"password\": \"correct horse battery\", " + keys + "}")
                .statusCode();
    }

    @Test
    void whoeverHasToWaitTooLongIsToldWhenToComeBack() {
        var answer = calls.patch(USERS + "/auth0%7C1", "{\"password\": \"another horse battery\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(json(answer).path("message").stringValue()).startsWith("Too many passwords are being hashed.");
    }

    private int changed(String id, String more) {
        return calls.patch(USERS + "/" + id, "{\"password\": \"another horse battery\"" + more + "}")
                .statusCode();
    }
}
