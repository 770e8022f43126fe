using TechTransfer.Demo;

namespace TechTransfer.EndToEnd;

public sealed class LocalTokens
{
    [Fact]
    public void A_token_is_signed_though_another_reader_of_the_key_has_disposed_of_his()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            LocalKeys.MakeMissing(folder);
            using (var first = LocalKeys.Read(folder))
                LocalUsers.Token("office-u1", first);
            using var second = LocalKeys.Read(folder);

            Assert.Equal(3, LocalUsers.Token("registrar-a", second).Split('.').Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
