using System.Security.Cryptography;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>Signs tokens for the sample users in <c>tests/Samples/users.json</c>.</summary>
public static class LocalUsers
{
    /// <param name="time">The clock of the apps that check the token; null for the real time.</param>
    public static string Token(string name, ECDsa key, TimeProvider? time = null)
    {
        var users = SampleFiles.Users;
        var user =
            users.FirstOrDefault(u => u.Name == name)
            ?? throw new DemoFailedException(
                $"there is no local user '{name}'; these are: {string.Join(", ", users.Select(u => u.Name))}."
            );
        return LocalTokens.Create(
            key,
            "techtransfer",
            user.Sub,
            user.DisplayName,
            user.Roles,
            user.Org,
            (time ?? TimeProvider.System).GetUtcNow()
        );
    }
}
