package dev.usher.app.storage.setting;

import dev.usher.jobs.external.StoreTraits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A folder that is reached by SFTP.
 *
 * @param path of the folder; relative to where the server puts the user
 * @param hostKeys fingerprints of keys of which the server must show one, as {@code ssh-keygen -l} prints them
 * @param privateKeyFile in the format of OpenSSH or PEM; empty to log in by password
 * @param passphrase of that key; empty for none
 */
public record SftpSettings(
        @DefaultValue("") String host,
        @DefaultValue("22") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String passwordFile,
        @DefaultValue("") String privateKeyFile,
        @DefaultValue("") String passphrase,
        @DefaultValue("") String passphraseFile,
        @DefaultValue List<String> hostKeys,
        @DefaultValue(".") String path,
        @DefaultValue("") String done,
        @DefaultValue("") String failed,
        @DefaultValue("5s") Duration stableFor,
        @DefaultValue("") String marker,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("1h") Duration maxTime)
        implements StoreSettings {

    public SftpSettings {
        hostKeys = List.copyOf(hostKeys);
    }

    private void requireServer() {
        SettingRules.require("host", host, "name the server");
        SettingRules.require("username", username, "name the user");
        if (hostKeys.isEmpty()) {
            throw new IllegalArgumentException("host-keys is missing: give the fingerprint of the server's key, as"
                    + " SHA256:… ('ssh-keyscan HOST | ssh-keygen -lf -' prints it)");
        }
        if (!hostKeys.stream().allMatch(key -> key.matches("SHA256:[A-Za-z0-9+/]{43}"))) {
            throw new IllegalArgumentException("host-keys must be fingerprints as SHA256: and 43 characters");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535");
        }
    }

    public Optional<String> loginPassword() {
        return SecretText.read("password", password, passwordFile);
    }

    public Optional<Path> privateKey() {
        return Optional.of(privateKeyFile).filter(file -> !file.isEmpty()).map(Path::of);
    }

    public Optional<String> keyPassphrase() {
        return SecretText.read("passphrase", passphrase, passphraseFile);
    }

    public SettledFolders settled() {
        return SettledFolders.of(done, failed);
    }

    @Override
    public StoreTraits traits() {
        requireServer();
        if (loginPassword().isPresent() == privateKey().isPresent()) {
            throw new IllegalArgumentException("give one of password (or password-file) and private-key-file");
        }
        var unused = keyPassphrase();
        return new StoreTraits(
                "sftp",
                "sftp://" + username + "@" + host + ":" + port + "/" + path,
                true,
                true,
                settled().places(),
                SettingRules.stableFor(stableFor),
                SettingRules.marker(marker),
                SettingRules.limits(maxSize, maxTime));
    }

    @Override
    public String toString() {
        return "SftpSettings";
    }
}
