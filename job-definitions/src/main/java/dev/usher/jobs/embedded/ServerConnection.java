package dev.usher.jobs.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** What usher asks a server itself: are you ready, and is the database there. */
final class ServerConnection {

    static final String USERNAME = "usher";
    static final String DATABASE = "usher";

    private static final String CREATE_DATABASE = "create database usher";
    private static final String MISSING_DATABASE = "3D000";
    private static final String ALREADY_EXISTS = "42P04";

    private ServerConnection() {}

    static String jdbcUrl(int port) {
        return url(port, DATABASE);
    }

    /** Makes the database if it is missing; throws while the server is not ready. */
    static void requireDatabase(int port, String password) throws SQLException {
        try (var connection = open(port, DATABASE, password)) {
            requireValid(connection);
        } catch (SQLException e) {
            if (!MISSING_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            createDatabase(port, password);
        }
    }

    /** Whether the server refuses us, as opposed to not being ready: waiting does not help. */
    static boolean isRefusal(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("28");
    }

    /** Whether it has no connection to spare: it runs, and well enough to be busy. */
    static boolean isFull(SQLException failure) {
        return "53300".equals(failure.getSQLState());
    }

    private static void createDatabase(int port, String password) throws SQLException {
        try (var connection = open(port, "postgres", password);
                var statement = connection.createStatement()) {
            statement.execute(CREATE_DATABASE);
        } catch (SQLException e) {
            if (!ALREADY_EXISTS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static void requireValid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static Connection open(int port, String database, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USERNAME);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "usher-embedded");
        return DriverManager.getConnection(url(port, database), properties);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
