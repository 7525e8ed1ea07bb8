/**
 * The parser of queries, made by ANTLR from {@code src/main/antlr4}; nothing here is written by hand.
 *
 * <p>Start at {@code UserQueryParser.g4}.
 */
@NullUnmarked
package dev.usher.jobs.search.grammar;

import org.jspecify.annotations.NullUnmarked;
