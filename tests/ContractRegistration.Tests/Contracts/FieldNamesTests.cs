using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Contracts;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("title", "项目名称", "Project name")]
    [InlineData("sellers[1].uscc", "第2个卖方的统一社会信用代码", "Unified social credit code of seller 2")]
    [InlineData("intermediary.name", "中介方的名称", "Name of the intermediary")]
    [InlineData("costLines[0]", "第1项非技术性费用", "Cost line 1")]
    [InlineData("royalty.rate", "提成比例", "Royalty rate")]
    [InlineData("noSuchField", "所填项目", "This field")]
    public void A_field_is_named_and_counted_as_people_do(string path, string zh, string en) =>
        Assert.Equal(new Text(zh, en), FieldNames.Of(path));

    [Fact]
    public void Every_field_of_the_sample_contracts_has_a_name() =>
        Assert.DoesNotContain(
            SampleFiles
                .Contracts(Given.Today)
                .SelectMany(sample => Leaves(JsonNode.Parse(Json.Write(Given.Content(sample.Content))), ""))
                .Distinct(),
            path => FieldNames.Of(path).Zh.Contains("所填项目", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Leaves(JsonNode? node, string path) =>
        node switch
        {
            JsonObject members => members.SelectMany(m => Leaves(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
            JsonArray items => items.SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
            _ => [path],
        };
}
