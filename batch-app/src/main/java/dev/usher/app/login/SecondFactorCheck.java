package dev.usher.app.login;

/** Whether somebody has what a user enrolled. Shared by all threads. */
final class SecondFactorCheck {

    private final LoginUsers users;
    private final SecondFactors factors;
    private final Totp totp;
    private final LoginSecrets secrets;

    SecondFactorCheck(LoginUsers users, SecondFactors factors, Totp totp, LoginSecrets secrets) {
        this.users = users;
        this.factors = factors;
        this.totp = totp;
        this.secrets = secrets;
    }

    /** Whether the user's authenticator app shows the password, which is used up then. */
    boolean isRight(String userId, String password) {
        var step = totp.step(users.totpSecrets(userId), password);
        return step.isPresent() && factors.useStep(userId, step.getAsLong());
    }

    String newRecoveryCode() {
        return secrets.recoveryCode();
    }
}
