using TechTransfer.Certificates.Frame;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Certificates.Tests;

public sealed class ChineseTextTests
{
    [Fact]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office() =>
        Assert.Empty(new ChineseTexts(typeof(CertificateDescription).Assembly, "functions/Certificates").Faults());
}
