/**
 * The command line: what can be typed, what it prints, and with which exit code it ends.
 *
 * <p>Start at {@link dev.usher.app.cli.UsherCommandLine}. It asks the facades of a started application for everything
 * and knows neither Spring nor SQL; what needs no database never starts one.
 */
@NullMarked
package dev.usher.app.cli;

import org.jspecify.annotations.NullMarked;
