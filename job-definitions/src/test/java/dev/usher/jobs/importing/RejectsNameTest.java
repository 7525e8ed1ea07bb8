package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectsNameTest {

    @ParameterizedTest
    @CsvSource({
        "users.json,             false, users-rejected.ndjson",
        "users.ndjson.gz,        false, users-rejected.ndjson",
        "Users.CSV,              true,  Users-rejected.csv",
        "users,                  true,  users-rejected.csv",
        "a.b.csv.gz,             true,  a.b-rejected.csv",
        "users-rejected.ndjson,  false, users-rejected.ndjson",
        "rejected.csv,           true,  rejected.csv",
        "-,                      false, rejected.ndjson",
        "'',                     false, rejected.ndjson",
        ".json,                  false, rejected.ndjson",
    })
    void saysOfWhichFileTheyAre(String input, boolean csv, String name) {
        assertThat(RejectsName.of(input, csv)).isEqualTo(name);
    }
}
