package dev.usher.jobs.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

class CustomPasswordHashTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private static final String ARGON2 =
            "$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$" + "m04qUAB8rexWDR4+/0f+SFB+4XMFxt7YAvAq2UycYos";
    private static final String PBKDF2 = "$pbkdf2-sha512$i=100000,l=64$KNyFsA2rWoE$"
            + "I2CQGI9H0JxdDf3kERRI97kPCGxh0KWBIV3MxyaS191gDGfzVBGyS4BibhgqWQ0/ails8mHuU9ckASxHOOq58w";
    private static final String SHA256_HEX = "d24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f";
    private static final String SCRYPT_HEX = "097f6197e1b41538f723e32aa7a68e8d76227d8e432ce5faa4882a913032db29";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'algorithm':'md4','hash':{'value':'AbuUujgF0pPPkJPSFRTpmA==','encoding':'base64'}}",
                "{'algorithm':'md4','hash':{'value':'AbuUujgF0pPPkJPSFRTpmA','encoding':'base64'}}",
                "{'algorithm':'md5','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA','encoding':'hex'},"
                        + "'salt':{'value':'73616c74','encoding':'hex','position':'suffix'},'password':{'encoding':'ucs2'}}",
                "{'algorithm':'sha256','hash':{'value':'" + SHA256_HEX
                        + "','encoding':'hex'},'salt':{'value':'abc123'}}",
                "{'algorithm':'bcrypt','hash':{'value':'$2y$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'}}",
                "{'algorithm':'argon2','hash':{'value':'" + ARGON2 + "','encoding':'utf8'}}",
                "{'algorithm':'pbkdf2','hash':{'value':'" + PBKDF2 + "'}}",
                "{'algorithm':'ldap','hash':{'value':'{SSHA384}/cgEjdoZh85DhurDeOQEMO1rMlAur93SVPbYe5XSD4lF7nNuvrBju5hUeg9"
                        + "A6agRemgSXGl5YuE=','encoding':'utf8'}}",
                "{'algorithm':'hmac','hash':{'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','encoding':'base64',"
                        + "'digest':'sha1','key':{'value':'736868','encoding':'hex'}}}",
                "{'algorithm':'scrypt','hash':{'value':'" + SCRYPT_HEX
                        + "','encoding':'hex'},'salt':{'value':'abc123'},'keylen':32,'cost':4096}",
                "{'algorithm':'scrypt','hash':{'value':'" + SCRYPT_HEX + "','encoding':'hex'},'keylen':32,"
                        + "'blockSize':16,'parallelization':2}",
            })
    void acceptsEveryAlgorithm(String json) {
        assertThat(problems(json)).isEmpty();
        assertThat(CustomPasswordHash.of(members(json), CostLimits.DEFAULTS)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{}; MISSING algorithm, MISSING hash",
                "{'algorithm':7,'hash':'x'}; WRONG_TYPE algorithm, WRONG_TYPE hash",
                "{'algorithm':'rot13','hash':{'value':'x'}}; NOT_IN_ENUM algorithm",
                "{'algorithm':'bcrypt','hash':{},'slat':1}; UNKNOWN slat, MISSING hash.value",
                "{'algorithm':'bcrypt','hash':{'value':null}}; WRONG_TYPE hash.value",
                "{'algorithm':'md5','hash':{'value':'00'}}; MISSING hash.encoding",
                "{'algorithm':'md5','hash':{'value':'00','encoding':'utf8'}}; NOT_IN_ENUM hash.encoding",
                "{'algorithm':'argon2','hash':{'value':'x','encoding':'hex'}}; NOT_IN_ENUM hash.encoding",
                "{'algorithm':'md5','hash':{'value':'zz','encoding':'hex'}}; NO_MATCH hash.value",
                "{'algorithm':'md5','hash':{'value':'','encoding':'hex'}}; NO_MATCH hash.value",
                "{'algorithm':'md5','hash':{'value':'AAAAA','encoding':'base64'}}; NO_MATCH hash.value",
                "{'algorithm':'md5','hash':{'value':'AAA==','encoding':'base64'}}; NO_MATCH hash.value",
                "{'algorithm':'md5','hash':{'value':'00','encoding':'hex'}}; TOO_SHORT hash.value",
                "{'algorithm':'sha1','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA1111111111','encoding':'hex'}};"
                        + " TOO_LONG hash.value",
                "{'algorithm':'md5','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA','encoding':'hex'},"
                        + "'salt':{'encoding':'hex','position':'middle'},'password':{'encoding':'ebcdic'}};"
                        + " NOT_IN_ENUM password.encoding, NOT_IN_ENUM salt.position, MISSING salt.value",
                "{'algorithm':'md5','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA','encoding':'hex'},"
                        + "'salt':{'encoding':'hex','value':'abc'}}; NO_MATCH salt.value",
                "{'algorithm':'hmac','hash':{'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','encoding':'base64'}};"
                        + " MISSING hash.digest, MISSING hash.key",
                "{'algorithm':'hmac','hash':{'value':'cg7f','encoding':'base64','digest':'sha1','key':{'value':'k'}}};"
                        + " TOO_SHORT hash.value",
                "{'algorithm':'ldap','hash':{'value':'{CRYPT}rl0uE0wwxbUIM'}}; NOT_IN_ENUM hash.value",
                "{'algorithm':'ldap','hash':{'value':'{MD5}AbuUujgF0pPPkJPSFRTpmAAA'}}; TOO_LONG hash.value",
                "{'algorithm':'ldap','hash':{'value':'{SMD5}AbuUujgF0pPPkJPSFRTpmA=='}}; TOO_SHORT hash.value",
                "{'algorithm':'ldap','hash':{'value':'MD5'}}; NO_MATCH hash.value",
                "{'algorithm':'bcrypt','hash':{'value':'$2x$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'}};"
                        + " NO_MATCH hash.value",
                "{'algorithm':'bcrypt','hash':{'value':'$2b$31$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'}};"
                        + " TOO_LARGE hash.value",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'}}; MISSING keylen",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':2}; TOO_SHORT hash.value",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':1,'cost':1000}; NO_MATCH cost",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':1,'cost':1}; TOO_SMALL cost",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':1,'cost':1073741824};"
                        + " TOO_LARGE cost",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':1,'blockSize':0,"
                        + "'parallelization':1.5}; WRONG_TYPE parallelization, TOO_SMALL blockSize",
                "{'algorithm':'scrypt','hash':{'value':'00','encoding':'hex'},'keylen':1,'cost':65536,'blockSize':1};"
                        + " TOO_LARGE cost",
            })
    void namesWhatIsWrong(String json, String expected) {
        assertThat(String.join(", ", problems(json))).isEqualTo(expected);
    }

    @Test
    void boundsSaltsAndValues() {
        String megabyte = "a".repeat(1_000_000);
        String salted = "{'algorithm':'sha256','hash':{'value':'" + SHA256_HEX + "','encoding':'hex'},'salt':{'value':'"
                + megabyte + "'}}";

        assertThat(problems(salted)).containsExactly("TOO_LONG salt.value");
        assertThat(problems(withValue("bcrypt", megabyte))).containsExactly("TOO_LONG hash.value");
    }

    @ParameterizedTest
    @CsvSource({
        "m=4194304;t=2;p=1, TOO_LARGE",
        "m=65536;t=11;p=1, TOO_LARGE",
        "m=65536;t=0;p=1, TOO_SMALL",
        "m=7;t=1;p=1, TOO_SMALL",
        "m=65536;t=2;p=0, TOO_SMALL",
        "t=2;m=65536;p=1, NO_MATCH",
        "m=65536;t=2, NO_MATCH",
        "m=9999999999999999999;t=2;p=1, NO_MATCH"
    })
    void boundsTheCostOfArgon2(String costs, String kind) {
        String value = ARGON2.replace("m=65536,t=2,p=1", costs.replace(';', ','));

        assertThat(problems(withValue("argon2", value))).containsExactly(kind + " hash.value");
    }

    @ParameterizedTest
    @CsvSource({
        "sha512$i=100000;l=64, sha512$i=2000001;l=64, TOO_LARGE",
        "sha512$i=100000;l=64, sha512$i=1;l=32, TOO_LONG",
        "sha512$i=100000;l=64, sha512$x=1, NO_MATCH",
        "sha512$i=100000;l=64, sha512$i=2000000;l=64, ",
        "sha512$i=100000;l=64, md4$i=2000000;l=64, ",
        "sha512$, sha3$, NOT_IN_ENUM",
        "$pbkdf2-, $pbkdf1-, NO_MATCH"
    })
    void checksPbkdf2(String part, String replacement, @Nullable String kind) {
        String value = PBKDF2.replace(part.replace(';', ','), replacement.replace(';', ','));

        assertThat(problems(withValue("pbkdf2", value)))
                .isEqualTo(kind == null ? List.of() : List.of(kind + " hash.value"));
    }

    @ParameterizedTest
    @CsvSource({"8000000, 1", "1600000, 5", "1600001, 5"})
    void boundsTheRoundsOfAllBlocksOfPbkdf2(long iterations, int blocks) {
        String key = "A".repeat((blocks * 160 + 5) / 6);
        String value = "$pbkdf2-sha1$i=" + iterations + ",l=" + blocks * 20 + "$AAAA$" + key;

        assertThat(problems(withValue("pbkdf2", value)))
                .isEqualTo(iterations == 1_600_000 ? List.of() : List.of("TOO_LARGE hash.value"));
    }

    @Test
    void takesTheDefaultsOfPbkdf2() {
        String value = PBKDF2.replace("$i=100000,l=64", "");

        assertThat(problems(withValue("pbkdf2", value))).isEmpty();
        assertThat(Pbkdf2Hash.parse(value).orElseThrow().iterations()).isEqualTo(100_000);
    }

    @Test
    void knowsAllDigestsOfPbkdf2() {
        assertThat(Arrays.stream(Pbkdf2Digest.values()).flatMap(digest -> digest.names().stream()))
                .doesNotHaveDuplicates()
                .hasSize(33);
    }

    @ParameterizedTest
    @ValueSource(strings = {"argon2", "ldap", "pbkdf2"})
    void refusesASaltBesideAHashThatCarriesItsOwn(String algorithm) {
        String json = "{'algorithm':'" + algorithm + "','hash':{},'salt':{'value':'abc'}}";

        assertThat(problems(json)).containsExactly("FORBIDDEN salt", "MISSING hash.value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'algorithm':'argon2','hash':{'value':'" + ARGON2 + "'}}",
                "{'algorithm':'md5','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA','encoding':'hex'},"
                        + "'salt':{'value':'73616c74','encoding':'hex','position':'suffix'},'password':{'encoding':'ucs2'}}",
                "{'algorithm':'hmac','hash':{'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','encoding':'base64',"
                        + "'digest':'sha1','key':{'value':'736868','encoding':'hex'}}}",
                "{'algorithm':'scrypt','hash':{'value':'" + SCRYPT_HEX
                        + "','encoding':'hex'},'salt':{'value':'abc123'},'keylen':32,'cost':4096}"
            })
    void isReadAsItWasWritten(String json) {
        CustomPasswordHash hash =
                CustomPasswordHash.of(members(json), CostLimits.DEFAULTS).orElseThrow();

        assertThat(CustomPasswordHash.of(hash.toJson(), CostLimits.DEFAULTS)).contains(hash);
    }

    @Test
    void neverRepeatsAValue() {
        String canary = "CANARY";
        List<String> broken = List.of(
                "{'algorithm':'CANARY','hash':'CANARY','salt':'CANARY','$2b$10$CANARY':1}",
                "{'algorithm':'md5','hash':{'value':'CANARY','encoding':'hex'},'salt':{'value':'CANARY','encoding':'hex'}}",
                "{'algorithm':'hmac','hash':{'value':'CANARY','encoding':'CANARY','digest':'CANARY','key':'CANARY'}}",
                "{'algorithm':'ldap','hash':{'value':'{CANARY}CANARY'}}",
                "{'algorithm':'pbkdf2','hash':{'value':'$pbkdf2-CANARY$i=1,l=1$CANARYxx$CANARYxx'}}",
                "{'algorithm':'bcrypt','hash':{'value':'CANARY'}}");

        for (String json : broken) {
            assertThat(CustomPasswordHash.problemsOf(members(json), CostLimits.DEFAULTS))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain(canary));
        }
        String whole = "{'algorithm':'hmac','hash':{'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','encoding':'base64',"
                + "'digest':'sha1','key':{'value':'CANARY'}},'salt':{'value':'CANARY'}}";
        assertThat(CustomPasswordHash.of(members(whole), CostLimits.DEFAULTS)
                        .orElseThrow()
                        .toString())
                .doesNotContain(canary, "cg7f42");
    }

    private static String withValue(String algorithm, String value) {
        return "{'algorithm':'" + algorithm + "','hash':{'value':'" + value + "'}}";
    }

    private static List<String> problems(String json) {
        return CustomPasswordHash.problemsOf(members(json), CostLimits.DEFAULTS).stream()
                .map(problem -> problem.kind() + " " + problem.path())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> members(String json) {
        Map<String, Object> read = JSON.readValue(json.replace("\n", ""), Map.class);
        read.replaceAll((key, value) -> value instanceof Integer number ? number.longValue() : value);
        return read;
    }
}
