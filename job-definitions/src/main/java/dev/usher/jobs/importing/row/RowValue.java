package dev.usher.jobs.importing.row;

import java.util.List;
import java.util.Map;

/**
 * One value of a record: what JSON can express, and where it stands.
 *
 * <p>{@link #at()} is the 0-based offset in bytes of the value's first byte from the first byte of its record, so that
 * a rule that finds the value wrong can say where it is.
 */
public sealed interface RowValue {

    int at();

    record Text(String value, int at) implements RowValue {}

    record Bool(boolean value, int at) implements RowValue {}

    /** A number, kept as the literal that was read: no digit is lost on the way to the database. */
    record Num(String literal, int at) implements RowValue {}

    record Null(int at) implements RowValue {}

    /** An object; members keep the order of the file. Not copied: a parser hands it over and forgets it. */
    record Obj(Map<String, RowValue> members, int at) implements RowValue {}

    /** An array. Not copied: a parser hands it over and forgets it. */
    record Arr(List<RowValue> items, int at) implements RowValue {}

    /** The name that JSON Schema and the row errors use for the value's type. */
    default String typeName() {
        if (this instanceof Text) {
            return "string";
        }
        if (this instanceof Bool) {
            return "boolean";
        }
        if (this instanceof Num) {
            return "number";
        }
        if (this instanceof Null) {
            return "null";
        }
        return this instanceof Obj ? "object" : "array";
    }
}
