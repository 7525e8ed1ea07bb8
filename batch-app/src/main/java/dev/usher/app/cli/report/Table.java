package dev.usher.app.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in aligned columns, two blanks apart; numbers stand to the right. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Boolean> toTheRight;

    private Table(List<String> headers) {
        this.toTheRight = headers.stream().map(h -> h.startsWith(">")).toList();
        lines.add(headers.stream()
                .map(h -> h.startsWith(">") ? h.substring(1) : h)
                .toList());
    }

    /** A header that begins with {@code >} stands to the right, and so does its column. */
    public static Table of(String... headers) {
        return new Table(List.of(headers));
    }

    public Table add(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(render(line)).append('\n'));
        return text.toString();
    }

    private String render(List<String> line) {
        var text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            var blanks = " ".repeat(width(i) - line.get(i).length());
            text.append(i == 0 ? "" : GAP).append(toTheRight.get(i) ? blanks + line.get(i) : line.get(i) + blanks);
        }
        return text.toString().stripTrailing();
    }

    private int width(int column) {
        return lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
    }
}
