package dev.usher.app.operations;

import dev.usher.app.login.LoginCounts;
import dev.usher.app.login.LoginProblem;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What became of logins at this server, as metrics; unlike jobs, each server counts its own. Shared by all scrapes. */
final class LoginMetrics implements MeterBinder {

    private final LoginCounts logins;

    LoginMetrics(LoginCounts logins) {
        this.logins = logins;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "success", LoginCounts::succeeded);
        for (var problem : LoginProblem.values()) {
            bind(registry, problem.name().toLowerCase(Locale.ROOT), counts -> counts.failed(problem));
        }
    }

    private void bind(MeterRegistry registry, String outcome, ToDoubleFunction<LoginCounts> count) {
        FunctionCounter.builder("usher.logins", logins, count)
                .description("Logins at this server")
                .tag("outcome", outcome)
                .register(registry);
    }
}
