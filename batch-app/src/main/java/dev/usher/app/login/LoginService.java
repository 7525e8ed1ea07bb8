package dev.usher.app.login;

import dev.usher.app.login.SecondFactors.Pending;
import dev.usher.app.login.Sessions.Lease;
import dev.usher.jobs.postgres.LockingTransactions;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in. Shared by all threads; whoever is not logged in gets a {@link LoginException}.
 *
 * <p>Passwords are hashed outside of transactions. What follows locks the user first and looks whether the password is still
 * the one that was checked, so that a login comes before or after a new password, a link, a revocation, a block or a deletion.
 *
 * <p>Tokens are made before the transaction ends: if they can't be, nobody was logged in, and no refresh token or recovery code
 * is used up. What makes them is called at most once.
 */
public final class LoginService {

    /** Scopes of users, in the order in which they are answered. */
    private static final List<String> SCOPES =
            List.of("openid", "profile", "email", "phone", LoginRequest.OFFLINE_ACCESS);

    /** How often a password is checked that becomes another one meanwhile. */
    private static final int ATTEMPTS = 3;

    private static final List<String> USUAL_SCOPES = List.of("openid", "profile", "email");

    private final PasswordLogins passwords;
    private final LoginUsers users;
    private final LoginFailures failures;
    private final Sessions sessions;
    private final SecondFactors factors;
    private final SecondFactorCheck check;
    private final LoginCounts counts;
    private final Set<String> audiences;
    private final LockingTransactions transactions;

    LoginService(
            PasswordLogins passwords,
            LoginUsers users,
            LoginFailures failures,
            Sessions sessions,
            SecondFactors factors,
            SecondFactorCheck check,
            LoginCounts counts,
            LoginProperties properties,
            LockingTransactions transactions) {
        this.passwords = passwords;
        this.users = users;
        this.failures = failures;
        this.sessions = sessions;
        this.factors = factors;
        this.check = check;
        this.counts = counts;
        this.audiences = Set.copyOf(properties.audiences());
        this.transactions = transactions;
    }

    /** With a second factor the exception has a token for {@link #byOtp} and {@link #byRecoveryCode}. */
    public <T> T byPassword(LoginRequest request, Credentials credentials, Function<Login, T> tokens) {
        return counted(() -> {
            var identifier = PasswordLogins.identifier(credentials.name());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                var proven = passwords.check(identifier, credentials, request.ip());
                var outcome = transactions.execute(status -> afterPassword(request, identifier, proven, tokens));
                if (outcome.isPresent()) {
                    return outcome.get().get();
                }
            }
            throw new LoginException(LoginProblem.OVERTAKEN);
        });
    }

    /** @param password what the user's authenticator app shows */
    public <T> T byOtp(LoginRequest request, String mfaToken, String password, Function<Login, T> tokens) {
        return counted(() -> committed(() -> afterFactor(
                request,
                mfaToken,
                LoginProblem.WRONG_OTP,
                pending -> check.isRight(pending.subject().userId(), password),
                null,
                tokens)));
    }

    /** The login has a new recovery code: each is good once. */
    public <T> T byRecoveryCode(LoginRequest request, String mfaToken, String code, Function<Login, T> tokens) {
        var next = check.newRecoveryCode();
        return counted(() -> committed(() -> afterFactor(
                request,
                mfaToken,
                LoginProblem.WRONG_RECOVERY_CODE,
                pending -> factors.replaceRecoveryCode(pending.subject().userId(), code, next),
                next,
                tokens)));
    }

    /** Uses a refresh token up, and gives another one. Scopes that the first login did not have are left out. */
    public <T> T byRefreshToken(LoginRequest request, String token, Function<Login, T> tokens) {
        return counted(() -> committed(() -> afterRefreshToken(request, token, tokens)));
    }

    /** Whether a session was not ended since its tokens were made. */
    public boolean isOpen(String sessionId, String userId) {
        return sessions.isOpen(sessionId, userId);
    }

    /** Nothing if the password, or whose it is, has changed since it was checked, as another login's new hash does too. */
    private <T> Optional<Supplier<T>> afterPassword(
            LoginRequest request, String identifier, ProvenPassword proven, Function<Login, T> tokens) {
        var stored = proven.stored();
        var user = users.lock(stored.subject().userId());
        if (user.isEmpty() || !users.isCurrent(stored)) {
            return Optional.empty();
        }
        // Wrong passwords that were tried meanwhile were told to be too many: this one must not be told to be right.
        var tried = stored.triedAs(identifier);
        if (failures.isBlocked(tried, request.ip())) {
            return Optional.of(refused(LoginProblem.TOO_MANY_ATTEMPTS));
        }
        if (user.get().blocked()) {
            return Optional.of(refused(LoginProblem.USER_BLOCKED));
        }
        // Also before a second factor: whoever gives that does not give the password again.
        proven.renewal().ifPresentOrElse(hash -> users.rehash(stored, hash), () -> users.keep(stored));
        var pending = new Pending(
                stored.subject(),
                request.clientId(),
                tried,
                String.join(" ", known(request.scopes().isEmpty() ? USUAL_SCOPES : request.scopes())),
                request.audience());
        return Optional.of(user.get().hasFactor() ? halted(pending) : complete(pending, request.ip(), null, tokens));
    }

    private <T> Supplier<T> halted(Pending pending) {
        var mfaToken = factors.begin(pending);
        return () -> {
            throw LoginException.mfaRequired(mfaToken);
        };
    }

    private <T> Supplier<T> afterFactor(
            LoginRequest request,
            String mfaToken,
            LoginProblem wrong,
            FactorCheck factor,
            @Nullable String recoveryCode,
            Function<Login, T> tokens) {
        var found = factors.find(mfaToken, request.clientId());
        var user = found.flatMap(pending -> users.lock(pending.subject().userId()));
        // Another request may have used the token while this one waited for the user.
        var pending = factors.find(mfaToken, request.clientId());
        if (user.isEmpty() || pending.isEmpty()) {
            return refused(LoginProblem.INVALID_MFA_TOKEN);
        }
        var tried = pending.get().tried();
        var anyName = TriedName.ofUser(user.get().userId());
        if (failures.isBlocked(tried, request.ip()) || failures.isBlocked(anyName, LoginFailures.ANYWHERE)) {
            return refused(LoginProblem.TOO_MANY_ATTEMPTS);
        }
        if (user.get().blocked()) {
            return refused(LoginProblem.USER_BLOCKED);
        }
        if (!factor.isRight(pending.get())) {
            failures.count(tried, request.ip());
            failures.count(anyName, LoginFailures.ANYWHERE);
            return refused(wrong);
        }
        failures.lift(List.of(anyName));
        factors.finish(mfaToken);
        return complete(pending.get(), request.ip(), recoveryCode, tokens);
    }

    private <T> Supplier<T> afterRefreshToken(LoginRequest request, String token, Function<Login, T> tokens) {
        var user = sessions.owner(token, request.clientId()).flatMap(users::lock);
        if (user.isEmpty()) {
            return refused(LoginProblem.INVALID_REFRESH_TOKEN);
        }
        if (user.get().blocked()) {
            return refused(LoginProblem.USER_BLOCKED);
        }
        var used = sessions.use(token, request.clientId());
        if (used.isEmpty()) {
            return refused(LoginProblem.INVALID_REFRESH_TOKEN);
        }
        var lease = used.get();
        var sessionId = sessions.prolong(lease.sessionId(), lease.subject(), lease.clientId());
        var next = sessions.issue(new Lease(
                lease.family(), sessionId, lease.subject(), lease.clientId(), lease.scopes(), lease.audience()));
        var scopes = known(Arrays.asList(lease.scopes().split(" ")));
        if (!request.scopes().isEmpty()) {
            scopes.retainAll(request.scopes());
        }
        return made(
                new Login(lease.subject().userId(), lease.clientId(), sessionId, scopes, lease.audience(), next, null),
                tokens);
    }

    private <T> Supplier<T> complete(
            Pending pending, String ip, @Nullable String recoveryCode, Function<Login, T> tokens) {
        if (!failures.forgive(pending.tried(), ip)) {
            // Nothing of this attempt may last, least of all a recovery code that nobody was told.
            throw new LoginException(LoginProblem.TOO_MANY_ATTEMPTS);
        }
        users.noteLogin(pending.subject().userId(), ip);
        var scopes = known(Arrays.asList(pending.scopes().split(" ")));
        var sessionId = sessions.open(pending.subject(), pending.clientId());
        var refreshToken = scopes.contains(LoginRequest.OFFLINE_ACCESS)
                ? sessions.issue(new Lease(
                        null, sessionId, pending.subject(), pending.clientId(), pending.scopes(), pending.audience()))
                : null;
        return made(
                new Login(
                        pending.subject().userId(),
                        pending.clientId(),
                        sessionId,
                        scopes,
                        pending.audience(),
                        refreshToken,
                        recoveryCode),
                tokens);
    }

    private <T> Supplier<T> made(Login login, Function<Login, T> tokens) {
        if (login.audience() != null && !audiences.contains(login.audience())) {
            // Its token stays as it is, and is good again if the audience comes back into the settings.
            throw new LoginException(LoginProblem.UNKNOWN_AUDIENCE);
        }
        var made = tokens.apply(login);
        return () -> made;
    }

    /** What a refusal has noted is committed before it is told. */
    private <T> T committed(Supplier<Supplier<T>> work) {
        return transactions.execute(status -> work.get()).get();
    }

    private <T> T counted(Supplier<T> login) {
        try {
            var done = login.get();
            counts.countSuccess();
            return done;
        } catch (LoginException e) {
            counts.count(e.problem());
            throw e;
        }
    }

    private static <T> Supplier<T> refused(LoginProblem problem) {
        return () -> {
            throw new LoginException(problem);
        };
    }

    private static Set<String> known(Collection<String> scopes) {
        var known = new LinkedHashSet<>(SCOPES);
        known.retainAll(scopes);
        return known;
    }

    @FunctionalInterface
    private interface FactorCheck {
        boolean isRight(Pending pending);
    }
}
