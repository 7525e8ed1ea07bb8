package dev.usher.jobs.credential;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a custom hash as an import would have given it; bytes in base64, whatever they were read from. */
final class CustomPasswordHashWriter {

    private CustomPasswordHashWriter() {}

    static Map<String, Object> write(CustomPasswordHash hash) {
        var json = new LinkedHashMap<String, Object>();
        json.put("algorithm", hash.algorithm().algorithmName());
        json.put("hash", value(hash));
        hash.salt().ifPresent(salt -> {
            Map<String, Object> object = bytes(salt.bytes());
            object.put("position", salt.suffix() ? "suffix" : "prefix");
            json.put("salt", object);
        });
        if (hash.passwordEncoding() != PasswordEncoding.UTF8) {
            json.put("password", Map.of("encoding", hash.passwordEncoding().encodingName()));
        }
        hash.scrypt().ifPresent(cost -> {
            json.put("keylen", cost.keyLengthBytes());
            json.put("cost", cost.cost());
            json.put("blockSize", cost.blockSize());
            json.put("parallelization", cost.parallelization());
        });
        return json;
    }

    private static Map<String, Object> value(CustomPasswordHash hash) {
        var value = new LinkedHashMap<String, Object>();
        value.put("value", hash.value());
        value.put("encoding", hash.encoding().encodingName());
        hash.hmac().ifPresent(hmac -> {
            value.put("digest", hmac.digest().digestName());
            value.put("key", bytes(hmac.key()));
        });
        return value;
    }

    private static Map<String, Object> bytes(Octets octets) {
        var object = new LinkedHashMap<String, Object>();
        object.put("value", Base64.getEncoder().encodeToString(octets.toArray()));
        object.put("encoding", TextEncoding.BASE64.encodingName());
        return object;
    }
}
