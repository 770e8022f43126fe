using System.Reflection;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Hosting.Tests;

public sealed class ChineseTextTests
{
    public static TheoryData<string> Libraries => ["Kernel", "Storage", "Hosting", "Pdf"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office(string name) =>
        Assert.Empty(new ChineseTexts(Assembly.Load($"TechTransfer.{name}"), $"shared/TechTransfer.{name}").Faults());
}
