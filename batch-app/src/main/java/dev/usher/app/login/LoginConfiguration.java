package dev.usher.app.login;

import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.credential.verify.PasswordGate;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.postgres.LockingTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logins, and what can be revoked of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginProperties.class)
public class LoginConfiguration {

    @Bean
    LoginCounts loginCounts() {
        return new LoginCounts();
    }

    @Bean
    LoginService loginService(
            JdbcClient jdbc,
            Connections connections,
            LockingTransactions transactions,
            LoginProperties properties,
            LoginCounts counts,
            PasswordGate gate,
            Clock clock) {
        var random = new SecureRandom();
        var secrets = new LoginSecrets(random);
        var users = new JdbcLoginUsers(jdbc);
        var failures = new JdbcLoginFailures(jdbc, properties);
        var factors = new JdbcSecondFactors(jdbc, secrets);
        return new LoginService(
                new PasswordLogins(
                        connections,
                        users,
                        failures,
                        new PasswordCheck(new PasswordHasher(random), counts),
                        gate,
                        properties),
                users,
                failures,
                new JdbcSessions(jdbc, secrets, properties),
                factors,
                new SecondFactorCheck(users, factors, new Totp(clock), secrets),
                counts,
                properties,
                transactions);
    }

    @Bean
    UserAccess userAccess(JdbcClient jdbc, LockingTransactions transactions, LoginProperties properties) {
        var secrets = new LoginSecrets(new SecureRandom());
        return new UserAccess(
                new JdbcLoginUsers(jdbc),
                new JdbcLoginFailures(jdbc, properties),
                new JdbcSessions(jdbc, secrets, properties),
                new JdbcSecondFactors(jdbc, secrets),
                secrets,
                transactions);
    }
}
