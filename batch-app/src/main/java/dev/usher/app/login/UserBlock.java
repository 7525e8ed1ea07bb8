package dev.usher.app.login;

/**
 * That nobody may log in by a name from an address.
 *
 * @param identifier an e-mail address, a username, or whatever was tried
 */
public record UserBlock(String identifier, String ip) {

    /** Without the name, so that no log ever has it. */
    @Override
    public String toString() {
        return "UserBlock[]";
    }
}
