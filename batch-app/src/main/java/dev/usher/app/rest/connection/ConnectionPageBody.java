package dev.usher.app.rest.connection;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A page of connections with what is known about all of them.
 *
 * @param total how many there are on all pages
 * @param start how many come before this page
 * @param limit how many a page holds at most
 */
record ConnectionPageBody(int total, long start, int limit, List<JsonNode> connections) {}
