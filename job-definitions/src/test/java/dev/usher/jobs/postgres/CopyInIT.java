package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.testkit.PostgresExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CopyInIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final DataSource dataSource = postgres.database().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final CopyIn copy = new CopyIn(dataSource, SqlName.of("public", "Odd \"table\""), List.of("n", "Text"));

    @BeforeEach
    void createTable() {
        jdbc.sql("DROP TABLE IF EXISTS \"Odd \"\"table\"\"\"").update();
        jdbc.sql("CREATE TABLE \"Odd \"\"table\"\"\" (n int PRIMARY KEY, \"Text\" text)")
                .update();
    }

    @Test
    void returnsEveryTextAsItWasGiven() {
        var texts = oddTexts();
        var rows = new CopyRows(16);
        for (int n = 0; n < texts.size(); n++) {
            rows.startRow(2);
            rows.add(n);
            rows.add(texts.get(n));
            rows.endRow();
        }

        long written = copy.write(rows);

        assertThat(written).isEqualTo(texts.size());
        assertThat(stored()).isEqualTo(texts);
    }

    @Test
    void sendsRowsOfAnySizeInTheOrderThatIsAskedFor() {
        var texts = List.of("short", "x".repeat(100_000), "y".repeat(40_000), "z".repeat(40_000), "");
        var rows = new CopyRows(16);
        for (int n = 0; n < texts.size(); n++) {
            rows.startRow(2);
            rows.add(n);
            rows.add(texts.get(n));
            rows.endRow();
        }

        long written = copy.write(rows, new int[] {3, 1, 4, 0, 2});

        assertThat(written).isEqualTo(texts.size());
        assertThat(stored()).isEqualTo(texts);
        assertThat(jdbc.sql("SELECT n FROM \"Odd \"\"table\"\"\" ORDER BY ctid")
                        .query(Integer.class)
                        .list())
                .containsExactly(3, 1, 4, 0, 2);
    }

    @Test
    void takesPartInTheTransactionOfItsThread() {
        var rows = new CopyRows(16);
        rows.startRow(2);
        rows.add(1);
        rows.add("x");
        rows.endRow();

        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            copy.write(rows);
            status.setRollbackOnly();
        });

        assertThat(stored()).isEmpty();
    }

    @Test
    void saysWhenARowClashes() {
        var rows = new CopyRows(16);
        for (int i = 0; i < 2; i++) {
            rows.startRow(2);
            rows.add(1);
            rows.add("x");
            rows.endRow();
        }

        assertThatThrownBy(() -> copy.write(rows))
                .isInstanceOf(DataAccessException.class)
                .matches(SqlState::isUniqueClash);
        assertThat(stored()).isEmpty();
    }

    private static List<@Nullable String> oddTexts() {
        var texts = new ArrayList<@Nullable String>(List.of(
                "",
                " ",
                "\\N",
                "\\.",
                "\\",
                "\\\\",
                "\t",
                "\n",
                "\r\n",
                "\r",
                "\b\f\u000b",
                "NULL",
                "null",
                "'\"`$$;--",
                "\u0001\u001f\u007f\u0085\u2028\ufeff",
                "é",
                "e\u0301",
                "\u202eabc",
                "😀👨‍👩‍👧",
                "\ud83d\ude00\udbff\udfff",
                "\uffff"));
        texts.add(null);
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            texts.add(random.ints(random.nextInt(12), 1, random.nextBoolean() ? 0x80 : 0x11_0000)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return texts;
    }

    private List<@Nullable String> stored() {
        return jdbc.sql("SELECT \"Text\" FROM \"Odd \"\"table\"\"\" ORDER BY n")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
