package dev.usher.app.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    private static final AccessToken TOKEN = new AccessToken("t", Instant.parse("2026-03-01T10:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void usesTheLastThatWasSavedUntilToldOtherwise() {
        var profiles = new Profiles(file());
        profiles.save(profile("dev"), Optional.empty());
        profiles.save(profile("prod"), Optional.of(TOKEN));

        assertThat(profiles.current()).contains(profile("prod"));
        assertThat(profiles.use("dev")).isTrue();
        assertThat(new Profiles(file()).current()).contains(profile("dev"));
        assertThat(profiles.use("none")).isFalse();
        assertThat(profiles.list()).containsExactly(profile("dev"), profile("prod"));
    }

    @Test
    void forgetsSecretAndToken() throws IOException {
        var profiles = new Profiles(file());
        profiles.save(profile("dev"), Optional.of(TOKEN));

        profiles.delete("dev");

        assertThat(profiles.current()).isEmpty();
        assertThat(Files.readString(file())).doesNotContain("s3cret", "\"t\"");
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        new Profiles(file()).save(profile("dev"), Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsATokenOfTheProfileThatGotIt() {
        var profiles = new Profiles(file());
        profiles.save(profile("dev"), Optional.empty());
        var tokens = profiles.tokensOf(profile("dev"));

        tokens.keep(TOKEN);
        assertThat(tokens.find()).contains(TOKEN);

        profiles.save(
                new Profile("dev", ServerAddress.of("https://other"), new ClientSecret("x", "y")), Optional.empty());
        assertThat(tokens.find()).isEmpty();
        tokens.keep(TOKEN);
        assertThat(tokens.find()).isEmpty();
    }

    @Test
    void losesNothingOfWhatOthersSaved() {
        var mine = new Profiles(file());
        mine.save(profile("mine"), Optional.empty());
        new Profiles(file()).save(profile("theirs"), Optional.empty());

        mine.tokensOf(profile("mine")).keep(TOKEN);

        assertThat(mine.list()).containsExactly(profile("mine"), profile("theirs"));
        assertThat(mine.current()).contains(profile("theirs"));
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{");

        assertThatThrownBy(() -> new Profiles(file()).list()).hasMessageContaining(file() + " is damaged");
    }

    @Test
    void standsWhereTheEnvironmentSays() {
        assertThat(Profiles.defaultFile(Map.of("XDG_CONFIG_HOME", "/etc/me")))
                .isEqualTo(Path.of("/etc/me/usher/profiles.json"));
        assertThat(Profiles.defaultFile(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".config/usher/profiles.json"));
    }

    private Path file() {
        return folder.resolve("usher").resolve("profiles.json");
    }

    private static Profile profile(String name) {
        return new Profile(name, ServerAddress.of("https://" + name + "/"), new ClientSecret("robot", "s3cret"));
    }
}
