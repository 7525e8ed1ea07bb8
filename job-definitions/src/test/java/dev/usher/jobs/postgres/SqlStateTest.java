package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

class SqlStateTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03", "40001", "40P01", "55P03"})
    void whatPassesIsTransient(String state) {
        assertThat(SqlState.isTransient(new IllegalStateException(new SQLException("gone", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22P02"})
    void whatStaysIsNot(String state) {
        assertThat(SqlState.isTransient(new SQLException("wrong", state))).isFalse();
    }

    @Test
    void anExceptionWithoutStateIsNot() {
        assertThat(SqlState.isTransient(new SQLException("something else"))).isFalse();
        assertThat(SqlState.isTransient(new IllegalStateException("no database in it")))
                .isFalse();
    }

    @Test
    void aLostConnectionIs() {
        assertThat(SqlState.isTransient(new IllegalStateException(new SocketException("Broken pipe"))))
                .isTrue();
    }

    @Test
    void aRollbackOnAConnectionThatThePoolClosedIs() {
        var rollback = new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(SqlState.isTransient(rollback)).isTrue();
    }
}
