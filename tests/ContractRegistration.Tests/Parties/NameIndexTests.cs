using System.Text.Json;
using TechTransfer.ContractRegistration.Parties;

namespace TechTransfer.ContractRegistration.Tests.Parties;

public sealed class NameIndexTests
{
    [Theory]
    [InlineData("重庆虎溪智造有限公司（虚构）", "重庆虎溪智造有限公司虚构")]
    [InlineData(" Hanse  Werkzeug GmbH / 1# ", "HANSEWERKZEUGGMBH1")]
    [InlineData("ＡＢｃ（重庆）？", "ABC重庆")]
    [InlineData("#/?\\|", "")]
    [InlineData("𠮷野（虚构）", "𠮷野虚构")]
    public void A_name_is_compared_by_its_letters_and_digits(string name, string plain) => Assert.Equal(plain, NameIndex.Plain(name));

    [Theory]
    [InlineData("重庆")]
    [InlineData("虎溪智造")]
    [InlineData("智造有限公司虚构")]
    public void A_name_stands_under_each_of_its_parts(string part)
    {
        var entries = NameIndex.Of(Named("重庆虎溪智造有限公司（虚构）"));
        Assert.Contains(
            entries,
            e => e.List == NameIndex.ListOf(part) && e.SortKey.StartsWith(NameIndex.KeyOf(part), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("重庆\u2F6C标有限公司（虚构）", "目标有限", 2)]
    [InlineData("重庆\u2F6C标有限公司（虚构）", "标有限", 2)]
    [InlineData("重庆Ⅲ期公司（虚构）", "III期", 2)]
    [InlineData("重庆目标有限公司（虚构）", "目标有限", 1)]
    public void A_name_stands_under_its_compatibility_forms_too(string name, string part, int forms)
    {
        Assert.Equal(forms, NameIndex.Forms(name).Count);
        Assert.Contains(
            NameIndex.Of(Named(name)),
            e => e.List == NameIndex.ListOf(part) && e.SortKey.StartsWith(NameIndex.KeyOf(part), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("#/?")]
    public void The_lines_of_a_name_are_few_and_no_two_are_the_same(string name)
    {
        var entries = NameIndex.Of(Named(name)).ToArray();
        Assert.InRange(entries.Length, 0, 16);
        Assert.Equal(entries.Length, entries.DistinctBy(e => (e.List, e.SortKey)).Count());
        Assert.All(entries, e => Assert.InRange(e.SortKey.Length, 1, 120));
    }

    [Fact]
    public void A_former_name_is_found_by_its_beginning()
    {
        var party = Named("旧名（虚构）") with { Renamings = [new("新名（虚构）", new(2026, 1, 1), "变更", "registrar-a", Given.Now)] };
        var entries = NameIndex.Of(party).ToArray();
        Assert.Contains(entries, e => e.SortKey.StartsWith('旧'));
        Assert.All(entries, e => Assert.Equal("新名（虚构）", ((PartySummary)e.Summary).Name));
    }

    private static DirectoryParty Named(string name) =>
        RecordFiledParty.Apply(
            new() { Uscc = "91500107MA5XUA0231" },
            "c1",
            Given.Now,
            JsonSerializer.SerializeToElement(new { name }),
            null
        );
}
