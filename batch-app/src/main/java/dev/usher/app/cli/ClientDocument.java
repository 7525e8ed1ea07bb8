package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.security.client.Client;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clients and their secrets as JSON and as text. */
final class ClientDocument {

    private ClientDocument() {}

    static Map<String, Object> of(ClientCredentials credentials) {
        var document = new LinkedHashMap<String, Object>();
        document.put("client_id", credentials.clientId());
        document.put("client_secret", credentials.secret());
        return document;
    }

    /** Lines that a shell can read as variables. */
    static String text(ClientCredentials credentials) {
        return "client_id=" + credentials.clientId() + "\nclient_secret=" + credentials.secret() + "\n";
    }

    static Map<String, Object> of(Client client) {
        var document = new LinkedHashMap<String, Object>();
        document.put("client_id", client.clientId());
        document.put("name", client.name());
        document.put("scopes", client.scopes().stream().map(Scope::literal).toList());
        document.put("created_at", client.createdAt().toString());
        client.rotatedAt().ifPresent(at -> document.put("rotated_at", at.toString()));
        return document;
    }

    static String text(List<Client> clients) {
        var table = Table.of("id", "name", "created", "rotated", "scopes");
        clients.forEach(client -> table.add(
                client.clientId(),
                Texts.printable(client.name()),
                Texts.moment(client.createdAt()),
                client.rotatedAt().map(Texts::moment).orElse("-"),
                client.scopes().equals(Scope.all()) ? "all" : Scope.spaced(client.scopes())));
        return table.toString();
    }
}
