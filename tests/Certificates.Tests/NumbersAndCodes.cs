using Microsoft.Extensions.Configuration;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Tests;

public sealed class NumbersAndCodes
{
    [Theory]
    [InlineData("CQGX-2026-000042", 2026, 42)]
    [InlineData("CQGX-2031-1234567", 2031, 1234567)]
    public void A_number_is_read_back(string text, int year, long serial)
    {
        var number = CertificateNumber.Parse(text, "CQGX");
        Assert.Equal(new("CQGX", year, serial), number);
        Assert.Equal(text, number!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("CQGX-2026-42")]
    [InlineData("XXXX-2026-000042")]
    [InlineData("cqgx-2026-000042")]
    [InlineData("CQGX-1926-000042")]
    [InlineData("CQGX-2026-000042\n")]
    [InlineData("CQGX-2026-999999999999999999999")]
    [InlineData("CQGX-2026-０００００１")]
    public void What_is_no_number_of_ours_is_none(string text) => Assert.Null(CertificateNumber.Parse(text, "CQGX"));

    [Fact]
    public void A_code_has_a_hundred_bits_and_follows_from_the_certificate()
    {
        var codes = Enumerable.Range(0, 500).Select(i => VerificationCode.Of(IssuingApp.Settings, $"paper{i}")).ToArray();
        Assert.All(codes, c => Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$", c));
        Assert.Equal(500, codes.Distinct().Count());
        Assert.Equal(codes[0], VerificationCode.Of(IssuingApp.Settings, "paper0"));
        Assert.NotEqual(codes[0], VerificationCode.Of(IssuingApp.Settings with { VerificationSecret = new byte[32] }, "paper0"));
        // All 32 characters of the alphabet occur, so no bit is constant.
        Assert.Equal(32, codes.SelectMany(c => c.Replace("-", "", StringComparison.Ordinal)).Distinct().Count());
    }

    [Theory]
    [InlineData("0ABCD-1EFGH-2JKMN-3PQRS", true)]
    [InlineData("oabcd iefgh 2jkmn 3pqrs", true)]
    [InlineData("０ＡＢＣＤ－１ｅｆｇｈ—2JKMN–3PQRS\u3000", true)]
    [InlineData("0ABCD\u00A0-1EFGH\u200B-2JKMN-3PQRS\n", true)]
    [InlineData("oabcdlefgh2jkmn3pqrs", true)]
    [InlineData("0ABCD-1EFGH-2JKMN-3PQR", false)]
    [InlineData("", false)]
    public void A_code_is_compared_as_people_type_it(string given, bool matches) =>
        Assert.Equal(matches, VerificationCode.Matches("0ABCD-1EFGH-2JKMN-3PQRS", given));

    [Theory]
    [InlineData("CQGX-2026-000042")]
    [InlineData("cqgx-2026-000042")]
    [InlineData("CQGX2026000042")]
    [InlineData(" CQGX 2026 000042 ")]
    [InlineData("ＣＱＧＸ－２０２６－０００042")]
    [InlineData("CQGX—2026–000042")]
    [InlineData("CQGX-2026\u2212000042\u200B")]
    public void A_number_is_found_as_people_type_it(string typed) => Assert.Equal("CQGX-2026-000042", TypedNumber.Read(typed, "CQGX"));

    [Theory]
    [InlineData("CQGX-2026-42")]
    [InlineData("XXXX-2026-000042")]
    [InlineData("CQGX-2026-00004x")]
    [InlineData("")]
    public void What_is_no_number_is_left_as_it_was_typed(string typed) => Assert.Equal(typed, TypedNumber.Read(typed, "CQGX"));

    [Theory]
    [InlineData("PublicBaseUrl", "ftp://x", "PublicBaseUrl")]
    [InlineData("PublicBaseUrl", "", "PublicBaseUrl")]
    [InlineData("CertificateNumberPrefix", "A-B", "CertificateNumberPrefix")]
    [InlineData("VerificationSecret", "c2hvcnQ=", "VerificationSecret")]
    [InlineData("VerificationSecret", "not base64!", "VerificationSecret")]
    public void A_wrong_setting_is_named(string name, string value, string named)
    {
        var values = new Dictionary<string, string?>
        {
            ["PublicBaseUrl"] = "https://x.example",
            ["VerificationSecret"] = Convert.ToBase64String(new byte[32]),
            [name] = value,
        };
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            CertificateSettings.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
        );
        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}
