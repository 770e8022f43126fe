using TechTransfer.RewardCalculation.Claims;
using TechTransfer.Testing.Structure;

namespace TechTransfer.RewardCalculation.Tests;

public sealed class ChineseTextTests
{
    [Fact]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office()
    {
        var faults = new ChineseTexts(typeof(Claim).Assembly, "functions/RewardCalculation").Faults();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
