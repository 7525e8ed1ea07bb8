package dev.usher.app.login;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the logins at this server since it started. Shared by all threads. */
public final class LoginCounts {

    private final Map<LoginProblem, LongAdder> failed = new EnumMap<>(LoginProblem.class);
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder hashes = new LongAdder();

    LoginCounts() {
        for (var problem : LoginProblem.values()) {
            failed.put(problem, new LongAdder());
        }
    }

    public long succeeded() {
        return succeeded.sum();
    }

    public long failed(LoginProblem problem) {
        return adder(problem).sum();
    }

    /** How many passwords were hashed to be checked, those of nobody too. */
    public long hashes() {
        return hashes.sum();
    }

    void countSuccess() {
        succeeded.increment();
    }

    void count(LoginProblem problem) {
        adder(problem).increment();
    }

    void countHash() {
        hashes.increment();
    }

    private LongAdder adder(LoginProblem problem) {
        return failed.getOrDefault(problem, succeeded);
    }
}
