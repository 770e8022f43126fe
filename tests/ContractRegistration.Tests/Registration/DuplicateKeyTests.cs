using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class DuplicateKeyTests
{
    private static readonly ContractContent Content = Given.Content("C01");

    [Fact]
    public void Blanks_width_and_the_order_of_parties_do_not_make_another_contract()
    {
        var two = Content with { Sellers = [Content.Sellers[0], Given.Content("C02").Sellers[0]] };

        Assert.Equal(
            DuplicateKey.Of(Content),
            DuplicateKey.Of(Content with { Title = $" {Content.Title.Replace('（', '(').Replace('）', ')')} " })
        );
        Assert.Equal(DuplicateKey.Of(two), DuplicateKey.Of(two with { Sellers = [two.Sellers[1], two.Sellers[0]] }));
        Assert.Equal(DuplicateKey.Of(Content), DuplicateKey.Of(Content with { TechnicalField = "1", Instalments = [] }));
    }

    [Theory]
    [InlineData("\u2F6C标开发（虚构）", "目标开发（虚构）")]
    [InlineData("CO₂捕集（虚构）", "co2捕集(虚构)")]
    public void A_compatibility_form_does_not_make_another_contract(string title, string folded)
    {
        var (one, other) = (KeysOf(title), KeysOf(folded));
        Assert.NotEmpty(one.Intersect(other));
        // Contracts stored by earlier versions have the key of the unfolded text, so this key must stay among the new ones.
        Assert.Contains(DuplicateKey.OfPlainTexts(Content with { Title = title }), one);

        IEnumerable<string> KeysOf(string title) => DuplicateKey.Split(DuplicateKey.Of(Content with { Title = title }));
    }

    [Fact]
    public void The_key_of_a_contract_on_disk_stays_as_it_was() =>
        Assert.Equal("b6z0xgyhganqn0w4fkd98f6a8r", DuplicateKey.Of(Content with { Title = "流程 工艺（Ａ）" }));

    [Fact]
    public void Another_party_title_value_or_day_does()
    {
        string[] keys =
        [
            DuplicateKey.Of(Content),
            DuplicateKey.Of(Content with { Buyers = Given.Content("C02").Buyers }),
            DuplicateKey.Of(Content with { Buyers = Content.Sellers, Sellers = Content.Buyers }),
            DuplicateKey.Of(Content with { Title = "另一个项目" }),
            DuplicateKey.Of(Content with { ContractValue = Yuan.Of(1_200_000.01m) }),
            DuplicateKey.Of(Content with { ContractValue = null }),
            DuplicateKey.Of(Content with { SignedOn = Content.SignedOn.AddDays(1) }),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }
}
