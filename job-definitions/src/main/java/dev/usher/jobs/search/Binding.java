package dev.usher.jobs.search;

import dev.usher.jobs.connection.Connection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of one condition while it is being written. */
final class Binding {

    private final Collection<Connection> connections;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Binding(Collection<Connection> connections) {
        this.connections = connections;
    }

    Collection<Connection> connections() {
        return connections;
    }

    /** @return the parameter that stands for the value */
    String add(Object value) {
        var name = "search" + (values.size() + 1);
        values.put(name, value);
        return ":" + name;
    }

    /** A parameter of type text, whatever it is compared with. */
    String addText(String value) {
        return "CAST(" + add(value) + " AS text)";
    }

    Map<String, Object> parameters() {
        return values;
    }
}
