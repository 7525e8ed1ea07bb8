package dev.usher.jobs.importing.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An endless supply of rows that are right but for some random changes. */
final class RowMutations {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    static final List<String> GOOD = List.of(
            "{'email':'ann@x.org','email_verified':true,'given_name':'Ann','family_name':'Lee','name':'Ann Lee',"
                    + "'nickname':'ann','blocked':false,'phone_number':'+4915112345678','phone_verified':false,"
                    + "'picture':'https://x.org/a.png','user_id':'7',"
                    + "'password_hash':'$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'}",
            "{'email':'bob@x.org','app_metadata':{'plan':'gold'},'user_metadata':{'tags':['a',1,null]},"
                    + "'mfa_factors':[{'totp':{'secret':'JBSWY3DP'}},{'phone':{'value':'+1555'}},"
                    + "{'email':{'value':'b@x.org'}},{}]}",
            "{'email':'cy@x.org','custom_password_hash':{'algorithm':'scrypt','hash':{'value':'00ff','encoding':'hex'},"
                    + "'salt':{'value':'abc','encoding':'utf8','position':'suffix'},'password':{'encoding':'ascii'},"
                    + "'keylen':2,'cost':4096,'blockSize':8,'parallelization':1}}",
            "{'email':'di@x.org','custom_password_hash':{'algorithm':'hmac','hash':{'encoding':'base64',"
                    + "'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','digest':'sha1','key':{'value':'6868','encoding':'hex'}}}}");

    private static final List<String> VALUES = List.of(
            "''",
            "' '",
            "'x'",
            "'+1'",
            "'+1234567890123456'",
            "'ann@x.org'",
            "'ann@'",
            "'ann@x'",
            "'https://x.org'",
            "'no uri'",
            "7",
            "0",
            "-1",
            "1.5",
            "4096.0",
            "true",
            "{}",
            "[]",
            "[{}]",
            "{'value':'x'}",
            "{'encoding':'hex'}",
            "{'email':1}",
            "{'secret':'A'}",
            "[{'totp':{'secret':'a1'}}]",
            "'hex'",
            "'md5'",
            "'$2b$03$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'",
            "'$2a$12$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'",
            "'" + "y".repeat(151) + "'",
            "'" + "z".repeat(301) + "'",
            "{'algorithm':'md5','hash':{}}");

    private static final List<String> KEYS = List.of(
            "email",
            "blocked",
            "name",
            "user_id",
            "password_hash",
            "custom_password_hash",
            "mfa_factors",
            "app_metadata",
            "phone_number",
            "picture",
            "value",
            "encoding",
            "totp",
            "shoe_size",
            "salt",
            "multi");

    private final Random random;

    RowMutations(Random random) {
        this.random = random;
    }

    JsonNode next() {
        var row = (ObjectNode) read(GOOD.get(random.nextInt(GOOD.size())));
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            change(row, random.nextInt(3));
        }
        return row;
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** Goes down some levels, and removes, replaces or adds a member there. */
    private void change(ObjectNode object, int levels) {
        List<String> keys = new ArrayList<>(object.propertyNames());
        if (keys.isEmpty()) {
            object.set(any(KEYS), read(any(VALUES)));
            return;
        }
        String key = any(keys);
        JsonNode member = object.get(key);
        if (member instanceof ArrayNode items && items.size() > 0 && items.get(0) instanceof ObjectNode) {
            member = items.get(random.nextInt(items.size()));
        }
        if (levels > 0 && member instanceof ObjectNode inner) {
            change(inner, levels - 1);
        } else if (random.nextInt(4) == 0) {
            object.remove(key);
        } else {
            object.set(random.nextInt(3) == 0 ? any(KEYS) : key, read(any(VALUES)));
        }
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
