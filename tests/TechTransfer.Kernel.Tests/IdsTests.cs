using FsCheck;
using FsCheck.Fluent;

namespace TechTransfer.Kernel.Tests;

public class IdsTests
{
    [Fact]
    public void The_same_parts_give_the_same_id_and_others_another()
    {
        Assert.Equal(Ids.Derive("a", "b"), Ids.Derive("a", "b"));
        string[] ids =
        [
            Ids.Derive("a", "bc"),
            Ids.Derive("ab", "c"),
            Ids.Derive("abc"),
            Ids.Derive("abc", ""),
            Ids.Derive("", "abc"),
            Ids.Derive("1:a"),
            Ids.Derive(),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void An_id_fits_a_url_and_a_table_key() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>(
                (a, b) =>
                    Ids.Derive(a.Get, b.Get) is { Length: 26 } id
                    && id.All(c => char.IsAsciiDigit(c) || (char.IsAsciiLetterLower(c) && c is not ('i' or 'l' or 'o' or 'u')))
            )
            .QuickCheckThrowOnFailure();

    // Stored ids depend on this derivation, so it must never change. The expected value comes from another implementation.
    [Fact]
    public void An_id_stays_what_it_was() => Assert.Equal("pm6xtr73frhpdf174etdvvk8mm", Ids.Derive("contract", "缙云"));

    [Fact]
    public void A_hash_is_lower_case_hexadecimal_of_the_utf8_text() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Ids.Sha256("abc"));
}
