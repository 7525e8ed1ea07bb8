package dev.usher.jobs.importing.rejection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.testkit.ARow;
import dev.usher.jobs.user.UserAttribute;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    private static final String BCRYPT = "$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'password_hash':'$2b$10$abc'}                           | {'password_hash':'*****'}
            {'password_hash':{'value':'abc','n':1}}                  | {'password_hash':{'value':'*****','*****':'*****'}}
            {'password_hash':null}                                   | {'password_hash':null}
            {'custom_password_hash':'abc'}                           | {'custom_password_hash':'*****'}
            {'custom_password_hash':{'algorithm':'hmac','hash':{'value':'abc','encoding':'hex','digest':'sha1','key':{'value':'abc','encoding':'hex'}},'salt':{'value':'abc','position':'prefix'},'password':{'encoding':'utf8'},'keylen':32}} | {'custom_password_hash':{'algorithm':'hmac','hash':{'value':'*****','encoding':'hex','digest':'sha1','key':{'value':'*****','encoding':'hex'}},'salt':{'value':'*****','position':'prefix'},'password':{'encoding':'utf8'},'keylen':32}}
            {'custom_password_hash':{'algorithm':'5f4dcc3b5aa765d61d8327deb882cf99'}} | {'custom_password_hash':{'algorithm':'*****'}}
            {'custom_password_hash':{'hash':'abc','salt':['abc'],'abc':true}} | {'custom_password_hash':{'hash':'*****','salt':['*****'],'*****':true}}
            {'mfa_factors':[{'totp':{'secret':'ABC'}},{'phone':{'value':'+49'}},{'email':{'value':'a@x.org'}},'ABC']} | {'mfa_factors':[{'totp':{'secret':'*****'}},{'phone':{'value':'*****'}},{'email':{'value':'*****'}},'*****']}
            {'password':'plain','passwordHash':'h','api_key':1,'recovery-code':{'a':'b'},'has_password':true} | {'password':'*****','passwordHash':'*****','api_key':'*****','recovery-code':'*****','has_password':true}
            {'user_metadata':{'a':[{'oldPassword':'x','b':2}]}}   | {'user_metadata':{'a':[{'oldPassword':'*****','b':2}]}}
            {'identities':[{'access_token':'x','provider':'auth0'}]} | {'identities':[{'access_token':'*****','provider':'auth0'}]}
            {'email':'a@x.org','name':'Ann','blocked':false,'n':null} | {'email':'a@x.org','name':'Ann','blocked':false,'n':null}
            """)
    void masksSecretsByTheirPlaceAndName(String row, String shown) {
        assertThat(mask(row)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BCRYPT,
                "see " + BCRYPT,
                "$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04q",
                "$pbkdf2-sha512$i=100000,l=64$KNyFsA2rWoE$I2CQ",
                "$6$salt$hash",
                "{SSHA384}/cgEjdoZh85D",
                "{PBKDF2-SHA256}abc",
                "{'password_hash':'x'",
                "https://x.org/?access_token=x"
            })
    void masksWhatLooksLikeASecretAnywhere(String text) {
        var members = Map.<String, RowValue>of("name", new RowValue.Text(text, 0));

        assertThat(SecretMask.mask(members).toString()).isEqualTo("{\"name\":\"*****\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$5 for {me}", "Ann {Lee}", "I forgot my password", "{\"a\":1}", "https://x.org/a.png"})
    void showsOrdinaryText(String text) {
        var members = Map.<String, RowValue>of("name", new RowValue.Text(text, 0));

        assertThat(SecretMask.mask(members).get("name").stringValue()).isEqualTo(text);
    }

    @Test
    void showsEveryDigitOfANumber() {
        var members = Map.<String, RowValue>of("n", new RowValue.Num("1.50e400", 0));

        assertThat(SecretMask.mask(members).toString()).isEqualTo("{\"n\":1.50e400}");
    }

    @Test
    void masksAHashThatIsAName() {
        assertThat(mask("{'" + BCRYPT + "':1}")).isEqualTo("{'*****':1}");
    }

    /** It can be read from an escape, but no stream of UTF-8 takes it. */
    @Test
    void replacesHalvesOfCharacters() {
        var members = Map.<String, RowValue>of("name", new RowValue.Text("a\ud800b \ud83d\ude00", 0));

        assertThat(SecretMask.mask(members).get("name").stringValue()).isEqualTo("a\ufffdb \ud83d\ude00");
    }

    private static String mask(String row) {
        var held = ARow.aRow().withJson("app_metadata", row.replace('\'', '"')).build();
        var members = (RowValue.Obj) requireNonNull(held.values().get(UserAttribute.APP_METADATA));
        return SecretMask.mask(members.members()).toString().replace('"', '\'');
    }
}
