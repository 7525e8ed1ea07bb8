package dev.usher.app.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command. */
final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 100,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            order = 101,
            description = "Print what was asked for, and errors; no summary of what went well.")
    boolean quiet;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = 102,
            description = "Print the log and the stack traces of failures to standard error.")
    boolean verbose;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, order = 103, description = "Print without colours.")
    boolean noColor;
}
