using TechTransfer.Certificates.Frame;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Certificates.Tests;

public sealed class ChineseAmountTests
{
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(50, "伍角整")]
    [InlineData(105, "壹元零伍分")]
    [InlineData(1_000, "壹拾元整")]
    [InlineData(100_500, "壹仟零伍元整")]
    [InlineData(140_950, "壹仟肆佰零玖元伍角整")]
    [InlineData(600_714, "陆仟零柒元壹角肆分")]
    [InlineData(168_032, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(32_504, "叁佰贰拾伍元零肆分")]
    [InlineData(30_982_500, "叁拾万玖仟捌佰贰拾伍元整")]
    [InlineData(10_700_053, "壹拾万柒仟元伍角叁分")]
    [InlineData(120_000_050, "壹佰贰拾万元伍角整")]
    [InlineData(100_010_000, "壹佰万零壹佰元整")]
    [InlineData(1_000_000_000_000, "壹佰亿元整")]
    [InlineData(10_000_001_000_000, "壹仟亿零壹万元整")]
    [InlineData(90_000_000_000_000_000, "玖佰万亿元整")]
    [InlineData(12_345_678_901_234_567, "壹佰贰拾叁万肆仟伍佰陆拾柒亿捌仟玖佰零壹万贰仟叁佰肆拾伍元陆角柒分")]
    [InlineData(-660_050, "负陆仟陆佰元伍角整")]
    public void Fen_are_written_in_capital_numerals(long fen, string written) => Assert.Equal(written, ChineseAmount.Of(Yuan.FromFen(fen)));
}
