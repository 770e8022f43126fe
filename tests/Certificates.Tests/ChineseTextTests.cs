using System.Text.RegularExpressions;
using TechTransfer.Certificates.Frame;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Certificates.Tests;

public sealed partial class ChineseTextTests
{
    [Fact]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office() =>
        Assert.Empty(new ChineseTexts(typeof(CertificateDescription).Assembly, "functions/Certificates").Faults());

    public static TheoryData<string> Names => [.. CertificateSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_prints_no_code_and_no_word_that_an_office_does_not_use(string name)
    {
        using var certificate = PrintedCertificate.Of(name, withEnglish: false);
        var lines = (await certificate.LinesAsync()).Where(line => line.Any(letter => letter > '\u2E80'));
        Assert.Empty(lines.SelectMany(line => ChineseTexts.FaultsOf(Own(line)).Select(fault => $"{fault}: {line}")));
    }

    // Removes numbers of certificates, rights and filings, and blanks between table columns, which are not words to check.
    private static string Own(string line) => Numbers().Replace(line, "").Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"CQGX-\d{4}-\d+|[0-9A-HJKMNP-Z]{5}(-[0-9A-HJKMNP-Z]{5})+|ZL[\d.]+|\d{4}SR\d+|[0-9A-Z]{18}|[0-9a-hjkmnp-tv-z]{26}")]
    private static partial Regex Numbers();
}
