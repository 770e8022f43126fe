using System.Text.RegularExpressions;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;
using TechTransfer.Testing;
using TechTransfer.Testing.Structure;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public sealed partial class PolicyInWordsTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("functions", "RewardCalculation", "PolicyFiles"))
                .Select(f => Path.GetFileName(f)!)
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_policy_is_said_without_codes_and_names_of_its_language(string file)
    {
        var words = PolicyInWords.Of(Read(file));

        Assert.Contains(words, sentence => sentence.Part == PolicyPart.Amount);
        Assert.Contains(words, sentence => sentence.Part == PolicyPart.Procedure);
        Assert.All(
            words,
            sentence =>
            {
                Assert.Empty(ChineseTexts.FaultsOf(sentence.Text.Zh));
                Assert.DoesNotContain(sentence.Text.En, letter => letter >= '\u3400');
                Assert.DoesNotMatch(InternalName(), sentence.Text.En);
            }
        );
    }

    [Fact]
    public void A_sample_policy_says_who_how_much_and_up_to_what()
    {
        var words = PolicyInWords.Of(Read("sample-seller.v1.json"));

        Assert.Equal(
            "按年度技术交易额分段奖励：0元至5,000,000元的部分按1%、5,000,000元至20,000,000元的部分按0.5%、超过20,000,000元的部分按0.2%。",
            Assert.Single(words, sentence => sentence.Part == PolicyPart.Amount).Text.Zh
        );
        Assert.Equal(
            ["每个单位每年度最高200,000元。", "不足1,000元的，不予奖励。"],
            words.Where(sentence => sentence.Part == PolicyPart.Limit).Select(sentence => sentence.Text.Zh)
        );
        Assert.Contains(words, sentence => sentence.Text.Zh == "合同类别属于技术开发、技术转让、技术许可、技术咨询、技术服务、技术培训。");
        Assert.Equal("第六条第二款", words.First(sentence => sentence.Part == PolicyPart.Limit).Citation.Article);
    }

    private static Policy Read(string file) =>
        Json.Read<Policy>(File.ReadAllText(Repository.PathOf("functions", "RewardCalculation", "PolicyFiles", file)));

    [GeneratedRegex("[a-z][A-Z]|\\{|_")]
    private static partial Regex InternalName();
}
