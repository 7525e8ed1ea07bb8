package dev.usher.jobs.importing.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyOrderTest {

    private final KeyOrder order = new KeyOrder();

    @ParameterizedTest(name = "{0}")
    @DisplayName("rows come in the order of their keys, whatever all keys begin with")
    @CsvSource({
        "'no key', '', ''",
        "'one key', 'a', '0'",
        "'e-mail addresses', 'c@x a@x b@x', '1 2 0'",
        "'ids with a common beginning', 'google-oauth2|30 google-oauth2|10 google-oauth2|20', '1 2 0'",
        "'a key that is the beginning of another', 'ab a abc', '1 0 2'",
        "'equal keys keep their order', 'b a b a', '1 3 0 2'",
        "'characters outside ASCII come last', 'é@x z@x', '1 0'"
    })
    void sorts(String title, String keys, String rows) {
        for (var key : words(keys)) {
            order.add(key);
        }
        assertThat(order.sorted())
                .containsExactly(
                        words(rows).stream().mapToInt(Integer::parseInt).toArray());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
