#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Mien.Core;
using Mien.Core.Json;

namespace Mien.Samples
{
    /// <summary>
    /// Asks a language model by the protocol of OpenAI's chat completions, which most servers speak, also those on one's own
    /// machine (Ollama, llama.cpp, LM Studio), and hands on the answer as it is made.
    /// </summary>
    public sealed class ChatStream
    {
        private const string Data = "data:";

        private static readonly HttpClient Http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

        private readonly Uri _endpoint;
        private readonly string _model;
        private readonly string _key;

        /// <summary>A way to a server.</summary>
        /// <param name="endpoint">As <c>http://127.0.0.1:11434/v1/chat/completions</c>.</param>
        /// <param name="model">As the server calls it.</param>
        /// <param name="key">What proves that it may be used; empty where nothing is asked for.</param>
        public ChatStream(string endpoint, string model, string key)
        {
            _endpoint = new Uri(endpoint);
            _model = model;
            _key = key;
        }

        /// <summary>Asks, and hands on each piece of the answer.</summary>
        /// <param name="messages">Who said what so far: a role, as <c>user</c>, and a text.</param>
        /// <param name="take">Is called on the thread that asked.</param>
        /// <param name="token">Ends it.</param>
        /// <exception cref="MienException">The server refuses, or cannot be reached.</exception>
        public async Task AskAsync(
            IReadOnlyList<(string Role, string Text)> messages, Action<string> take, CancellationToken token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
            {
                Content = new StringContent(Body(messages), Encoding.UTF8, "application/json"),
            };
            if (_key.Length > 0)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            }
            try
            {
                using HttpResponseMessage response =
                    await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
                if (!response.IsSuccessStatusCode)
                {
                    throw new MienException(_endpoint + " answered " + (int)response.StatusCode + " " + response.ReasonPhrase);
                }
                using Stream stream = await response.Content.ReadAsStreamAsync();
                using CancellationTokenRegistration closing = token.Register(stream.Dispose);
                await ReadAsync(new StreamReader(stream, Encoding.UTF8), take);
                // A stream that is closed in the middle of a read may also end like one that is whole.
                token.ThrowIfCancellationRequested();
            }
            catch (Exception error) when (token.IsCancellationRequested)
            {
                throw new OperationCanceledException(error.Message, error, token);
            }
            catch (Exception error) when (error is HttpRequestException || error is IOException)
            {
                throw new MienException("the language model at " + _endpoint + " cannot be reached: " + error.Message);
            }
        }

        /// <summary>Reads server-sent events until the last one.</summary>
        private static async Task ReadAsync(StreamReader lines, Action<string> take)
        {
            while (await lines.ReadLineAsync() is string line)
            {
                string data = line.StartsWith(Data, StringComparison.Ordinal) ? line.Substring(Data.Length).Trim() : "";
                if (data == "[DONE]")
                {
                    return;
                }
                JsonValue choices = data.Length > 0 ? JsonParser.Parse(data)["choices"] : JsonParser.Parse("null");
                JsonValue? content = choices.Kind == JsonKind.Array && choices.Items.Count > 0
                    ? choices.Items[0]["delta"]["content"]
                    : null;
                if (content != null && content.Kind == JsonKind.Text)
                {
                    take(content.AsText());
                }
            }
        }

        private string Body(IReadOnlyList<(string Role, string Text)> messages)
        {
            var body = new StringBuilder("{\"stream\":true,\"model\":" + Quoted(_model) + ",\"messages\":[");
            for (int at = 0; at < messages.Count; at++)
            {
                body.Append(at > 0 ? "," : "");
                body.Append("{\"role\":" + Quoted(messages[at].Role) + ",\"content\":" + Quoted(messages[at].Text) + "}");
            }
            return body.Append("]}").ToString();
        }

        private static string Quoted(string text)
        {
            var quoted = new StringBuilder("\"");
            foreach (char one in text)
            {
                bool isPlain = one >= ' ' && one != '"' && one != '\\';
                quoted.Append(isPlain ? one.ToString() : "\\u" + ((int)one).ToString("x4"));
            }
            return quoted.Append('"').ToString();
        }
    }
}
