using System.Runtime.ExceptionServices;

namespace TechTransfer.Storage.Retries;

/// <summary>
/// For the parts of one item that come and go together, as the papers that one message asks for: each is done, whatever becomes of the
/// others, and then the first failure is the item's. Done again, those that are done find it so.
/// </summary>
public static class Each
{
    /// <summary>Does them one after the other.</summary>
    public static async Task DoAsync<T>(IEnumerable<T> parts, Func<T, Task> act, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var part in parts)
        {
            try
            {
                await act(part);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                first ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
        first?.Throw();
    }

    /// <summary>Does them one after the other.</summary>
    public static Task DoAsync(IEnumerable<Func<Task>> parts, CancellationToken cancellation) =>
        DoAsync(parts, part => part(), cancellation);
}
