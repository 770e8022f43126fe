using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Testing.Structure;

namespace TechTransfer.ContractRegistration.Tests;

public sealed class ChineseTextTests
{
    private static readonly string[] Quoted =
    [
        // Words in files exported by earlier versions, which imports still accept.
        "金额性质",
        "暂估|预估|估算",
        // The unit in headings of the national form, after full-width characters are normalised.
        "(元)",
        // Titles and names in national classifications.
        "环境保护与资源综合利用",
        "废弃资源综合利用业",
        "《最高人民法院关于审理技术合同纠纷案件适用法律若干问题的解释》（2020年修正）",
    ];

    [Fact]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office() =>
        Assert.Empty(new ChineseTexts(typeof(Contract).Assembly, "functions/ContractRegistration").Faults(Quoted));
}
