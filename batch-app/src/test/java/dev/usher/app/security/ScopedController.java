package dev.usher.app.security;

import dev.usher.app.security.client.Scope;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handler methods as a controller may have them, and as none should. */
@RestController
class ScopedController {

    @GetMapping("/api/v2/test/read")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS})
    String read(Caller caller) {
        return caller.clientId() + " " + Scope.spaced(caller.scopes());
    }

    @PostMapping("/api/v2/test/read")
    @AnyScope(Scope.UPDATE_USERS)
    String write() {
        return "written";
    }

    @GetMapping("/api/v2/test/later")
    @AnyScope(Scope.READ_JOBS)
    CompletableFuture<String> later(Caller caller) {
        return CompletableFuture.supplyAsync(caller::clientId);
    }

    /** Whoever forgot to say who may call it. */
    @GetMapping("/api/v2/test/forgotten")
    String forgotten() {
        return "open to all";
    }

    @GetMapping("/files/test")
    String file() {
        return "signed";
    }

    @GetMapping("/elsewhere")
    @AnyScope(Scope.READ_USERS)
    String elsewhere() {
        return "not named as open";
    }
}
